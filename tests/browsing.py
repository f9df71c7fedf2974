"""How do tests look at the page? Through Chromium, by what a reader sees, clicks and types."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip

READY = "return document.documentElement.dataset.ready"

# Runs before the page: notes what the policy refused, what failed, and how long long tasks took.
_WATCH = """
window.refused = []; window.failed = [];
document.addEventListener("securitypolicyviolation", e => refused.push(`${e.violatedDirective} ${e.blockedURI}`));
addEventListener("error", e => failed.push(String(e.message)));
addEventListener("unhandledrejection", e => failed.push(String(e.reason)));
"""

# Where a colour is seen on the canvas: the middle of the pixels whose neighbours have it, too; in the viewport.
_SPOT = """
const [wanted, edge] = arguments, canvas = document.querySelector("#canvas canvas"), box = canvas.getBoundingClientRect();
const { width, height } = canvas, copy = Object.assign(document.createElement("canvas"), { width, height });
const seen = copy.getContext("2d", { willReadFrequently: true });
seen.drawImage(canvas, 0, 0);
const data = seen.getImageData(0, 0, width, height).data;
const rgb = wanted.match(/\\w\\w/g).map(x => parseInt(x, 16)), near = edge ? 0 : 2, found = [];
const at = (x, y, k) => data[4 * (y * width + x) + k];
const is = (x, y) => at(x, y, 3) > 200 && rgb.every((value, k) => Math.abs(at(x, y, k) - value) < 12);
for (let y = near; y < height - near; y += 1) for (let x = near; x < width - near; x += 1) {
  let all = true;
  for (let dy = -near; dy <= near && all; dy += 1) for (let dx = -near; dx <= near && all; dx += 1) all = is(x + dx, y + dy);
  if (all) found.push([x, y]);
}
if (!found.length) return null;
const [x, y] = found[Math.floor(found.length / 2)];
return [box.left + x * box.width / width, box.top + y * box.height / height, found.length];
"""


@contextmanager
def chromium(folder: Path, width: int = 1400, height: int = 900, *, dark: bool = False) -> Iterator[webdriver.Chrome]:
    """A new Chromium with its own profile in this folder; downloads go to its `downloads`."""
    options = Options()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (*FLAGS, f"--window-size={width},{height}", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder / "downloads")})
        scheme(driver, "dark" if dark else "light")
        yield driver
    finally:
        driver.quit()


def scheme(driver: webdriver.Chrome, name: str) -> None:
    """What the reader's system asks for: light or dark."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})


class Page:
    """A page in Chromium, seen from outside."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str | Path, fragment: str = "", *, ready: str = READY, seconds: float = 60) -> "Page":
        """Opens an address or a file and waits until it can be used; forgets older log entries."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get((address.as_uri() if isinstance(address, Path) else address) + fragment)
        self.until(lambda: self.run(ready), "the page is ready", seconds)
        return self

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns that runs in the page."""
        return self.driver.execute_script(script, *arguments)

    def until(self, holds: Callable[[], Any], what: str, seconds: float = 5) -> Any:
        """Waits for something to be seen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := holds():
                return found
            time.sleep(0.03)
        raise AssertionError(f"not seen within {seconds} s: {what}; status {self.status!r}; panel {self.panel[:300]!r}")

    def all(self, selector: str) -> list[WebElement]:
        """Elements in order."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str, words: str = "") -> WebElement:
        """The first visible element that shows these words."""

        def look() -> WebElement | None:
            return next((e for e in self.all(selector) if e.is_displayed() and words in e.text), None)

        element: WebElement = self.until(look, f"{selector} with {words!r}")
        return element

    def one_or_none(self, selector: str) -> WebElement | None:
        """The first visible element, or None at once."""
        return next((element for element in self.all(selector) if element.is_displayed()), None)

    def click(self, selector: str, words: str = "") -> None:
        """Clicks what `one` finds."""
        element = self.one(selector, words)
        self.run("arguments[0].scrollIntoView({block: 'nearest'})", element)
        element.click()

    def keys(self, *keys: str) -> None:
        """Types, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def chord(self, modifier: str, key: str) -> None:
        """Presses two keys together."""
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def search(self, words: str) -> None:
        """Finds by keyboard and takes the first result."""
        self.keys("/")
        self.keys(words)
        self.until(lambda: self.all("#hits li"), "results")
        self.keys(Keys.ENTER)

    def spot(self, colour: str, *, line: bool = False) -> tuple[float, float] | None:
        """Where the canvas shows this colour (#rrggbb)."""
        found = self.run(_SPOT, colour, line)
        return None if found is None else (found[0], found[1])

    def click_at(self, place: tuple[float, float] | None) -> None:
        """Clicks a place of the viewport."""
        assert place is not None, "the colour isn't seen on the canvas"
        mouse = ActionChains(self.driver)
        mouse.w3c_actions.pointer_action.move_to_location(round(place[0]), round(place[1]))
        mouse.click().perform()

    def colour(self, name: str) -> str:
        """The page's own colour of this name."""
        value: str = self.run(
            "return getComputedStyle(document.documentElement).getPropertyValue('--' + arguments[0]).trim()", name
        )
        return value

    @property
    def status(self) -> str:
        """The sentence that says what is shown."""
        return str(self.run("return document.getElementById('status')?.textContent || ''"))

    @property
    def panel(self) -> str:
        """The words in the panel."""
        return str(self.run("return document.getElementById('panel')?.innerText || ''"))

    @property
    def heading(self) -> str:
        """The panel's heading."""
        return " ".join(str(self.run("return document.querySelector('#panel h2')?.innerText || ''")).split())

    @property
    def fragment(self) -> str:
        """What the address holds after the #."""
        return str(self.run("return location.hash.slice(1)"))

    def requests(self) -> list[str]:
        """Addresses asked for since `open`, without the page itself and what lies inside it."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url for url in found if not re.match(r"(data|blob|about):", url)]

    def complaints(self) -> list[str]:
        """Console messages, uncaught errors, and what the policy refused."""
        console = [entry["message"] for entry in self.driver.get_log("browser")]
        return [*console, *self.run("return [...window.failed, ...window.refused]")]
