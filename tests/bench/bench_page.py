"""How fast is the page? Seeded graphs of 150, 5,000 and 50,000 lines in headless Chromium, beside plain pyvis.

    python tests/bench/bench_page.py [--edges 150 5000 50000] [--plain 150] [--runs 3]

Times are medians in milliseconds: until the page can be used (the picture is drawn and answers), of a filter change and of one
step of a pan (each until the next frame). Ends with 1 where a limit is missed. Plain pyvis is usable when its layout rests.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from browsing import Page, chromium
from graphs import synthetic

from kg import page
from kg.model import Snapshot

LIMITS = {150: (1000, 100), 5000: (2000, 300), 50000: (5000, 1000)}
SMALL_PAGE = 700_000
PATIENCE = 300.0

_READY = "return performance.getEntriesByName('kg-ready')[0]?.startTime"
_FILTER = """
const done = arguments[0], box = document.querySelector('[data-key="polarity con"]'), start = performance.now();
box.click();
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""
_PAN = """
const done = arguments[0], target = document.querySelector("#canvas canvas"), box = target.getBoundingClientRect();
const at = i => ({ bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons: 1,
  clientX: box.left + 20 + 4 * i, clientY: box.top + 60 + 2 * i });
target.dispatchEvent(new PointerEvent("pointerdown", at(0)));
let i = 0;
const start = performance.now();
const step = () => {
  if (i === 20) {
    window.dispatchEvent(new PointerEvent("pointerup", { ...at(i), buttons: 0 }));
    return done((performance.now() - start) / 20);
  }
  i += 1;
  window.dispatchEvent(new PointerEvent("pointermove", at(i)));
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
"""
# Plain pyvis has no sign of its own: its physics rests when vis-network says "stabilized".
_PLAIN_READY = "return window.network && network.physics.stabilized ? performance.now() : null"


def plain(snapshot: Snapshot, path: Path) -> None:
    """The same graph as pyvis itself writes it: one edge for each statement."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="800px")
    people = {p.id: p for record in snapshot.records for p in (record.statement.subject, record.statement.object)}
    for participant in people.values():
        network.add_node(participant.id, label=participant.label)
    for record in snapshot.records:
        s = record.statement
        network.add_edge(s.subject.id, s.object.id, title=s.relation, label=s.relation)
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(reader: Page, path: Path, runs: int) -> tuple[float, float, float]:
    """Milliseconds until usable, of a filter change, of a step of a pan."""
    ready, change, pan = [], [], []
    for _ in range(runs):
        reader.open(path, ready=_READY, seconds=PATIENCE)
        ready.append(float(reader.run(_READY)))
        change += [float(reader.driver.execute_async_script(_FILTER)) for _ in range(2)]
        pan.append(float(reader.driver.execute_async_script(_PAN)))
    return statistics.median(ready), statistics.median(change), statistics.median(pan)


def measure_plain(reader: Page, path: Path) -> float | None:
    """Milliseconds until plain pyvis rests, or None where it doesn't within `PATIENCE`."""
    reader.driver.set_page_load_timeout(PATIENCE)
    reader.driver.execute_cdp_cmd("Network.enable", {})
    reader.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["http*"]})
    start = time.monotonic()
    try:
        reader.open(path, ready=_PLAIN_READY, seconds=PATIENCE)
    except AssertionError:
        return None
    return (time.monotonic() - start) * 1000


def main() -> int:
    """Prints one line for each size; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, nargs="+", default=[150, 5000, 50000])
    parser.add_argument("--plain", type=int, nargs="*", default=[150], help="sizes at which plain pyvis is measured, too")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    missed = []
    print(f"{'page':>12} {'lines':>7} {'write s':>8} {'MB':>6} {'usable':>8} {'filter':>7} {'pan':>6}")
    with tempfile.TemporaryDirectory() as name, chromium(Path(name)) as driver:
        reader, folder = Page(driver), Path(name)
        for edges in given.edges:
            snapshot, path = synthetic(edges), folder / f"{edges}.html"
            start = time.monotonic()
            path.write_text(page.render(snapshot, title=f"{edges} lines"), encoding="utf-8", newline="\n")
            written, size = time.monotonic() - start, path.stat().st_size
            usable, change, pan = measure(reader, path, given.runs)
            print(
                f"{'kg':>12} {edges:>7} {written:>8.2f} {size / 1e6:>6.2f} {usable:>8.0f} {change:>7.0f} {pan:>6.1f}", flush=True
            )
            most_usable, most_change = LIMITS.get(edges, (float("inf"), float("inf")))
            missed += [
                f"{edges}: {what}" for what, bad in (("usable", usable > most_usable), ("filter", change > most_change)) if bad
            ]
            if edges == 150 and size > SMALL_PAGE:
                missed.append(f"{edges}: size")
            if edges in given.plain:
                bare = folder / f"{edges}-plain.html"
                plain(snapshot, bare)
                rests = measure_plain(reader, bare)
                shown = f"> {PATIENCE:.0f} s" if rests is None else f"{rests:.0f}"
                print(f"{'plain pyvis':>12} {edges:>7} {'':>8} {bare.stat().st_size / 1e6:>6.2f} {shown:>8}", flush=True)
    if missed:
        print("missed: " + "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
