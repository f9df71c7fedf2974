/* How does the page start, and what do keys do? */

function setTheme(name, keep) {
  document.documentElement.dataset.theme = name;
  if (keep)
    try {
      localStorage.setItem("kg-theme", name);
    } catch {
      /* frames and some files have no storage */
    }
  readPalette();
  if (!network) return;
  nodeSet.update(nodes.filter(node => node.known).map(nodeStyle));
  edgeSet.update([...lines.values()].map(edgeStyle));
  network.redraw();
}

function prepareTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let kept = null;
  try {
    kept = localStorage.getItem("kg-theme");
  } catch {
    /* see above */
  }
  setTheme(kept === "dark" || kept === "light" ? kept : dark.matches ? "dark" : "light");
  if (!kept) dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  $("theme").addEventListener("click", () =>
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark", true),
  );
}

function prepareViews() {
  const tabs = [...$("views").children];
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => update({ view: tab.dataset.view }));
    tab.addEventListener("keydown", event => {
      const next = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const to = tabs[(next + tabs.length) % tabs.length];
      update({ view: to.dataset.view });
      to.focus();
    });
  });
}

/* Keys on the canvas */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyOnCanvas(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const s = state.selection;
  if (ARROWS[event.key]) {
    event.preventDefault();
    if (s && s.kind === "node" && !event.shiftKey) step(s.node, ARROWS[event.key]);
    else pan(ARROWS[event.key]);
  } else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "Enter") {
    if (s) return $("panel").focus();
    const first = nodes.find(node => node.visible && (mode === "graph" || !isIssue(node)));
    if (first) select({ kind: "node", node: first }, { show: true });
  }
}

/** To the neighbour that lies best in this direction. */
function step(node, [dx, dy]) {
  const from = network.getPosition(node.id);
  let best = null,
    most = -0.2;
  for (const link of lines.values()) {
    const other = link.a === node ? link.b : link.b === node ? link.a : null;
    if (!other || other === node) continue;
    const to = network.getPosition(other.id),
      x = to.x - from.x,
      y = to.y - from.y,
      far = Math.hypot(x, y) || 1;
    const fits = (x * dx + y * dy) / far - far / 20000;
    if (fits > most) {
      most = fits;
      best = other;
    }
  }
  if (best) select({ kind: "node", node: best }, { show: true });
}

function pan([dx, dy]) {
  const at = network.getViewPosition(),
    far = 90 / network.getScale();
  network.moveTo({ position: { x: at.x + dx * far, y: at.y + dy * far }, animation: false });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: false });
  rescale();
}

function keyAnywhere(event) {
  const typing = event.target.matches?.("input[type=search], textarea");
  if (event.altKey && event.key === "ArrowLeft") {
    event.preventDefault();
    return travel(past, future);
  }
  if (event.altKey && event.key === "ArrowRight") {
    event.preventDefault();
    return travel(future, past);
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return undefined;
  if (event.key === "/") {
    event.preventDefault();
    return $("search").focus();
  }
  if (event.key === "Escape") return escape();
  if (event.key === "f") return fit();
  if (event.key === "?") return showHelp();
  const view = T.views[Number(event.key) - 1];
  return view && update({ view: view.id });
}

function escape() {
  if ($("take").open) {
    $("take").open = false;
    return;
  }
  if (state.selection) select(null);
  else if (state.focus) setFocus(null);
}

function showHelp() {
  openDialog(
    T.help.title,
    el("p", {}, T.help.reading),
    el(
      "dl",
      { class: "keys" },
      T.help.lines.map(([keys, what]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, what)]),
    ),
  );
}

function prepareButtons() {
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("zoom-fit").addEventListener("click", fit);
  $("help").addEventListener("click", showHelp);
  $("skip").addEventListener("click", event => {
    event.preventDefault();
    update({ view: "list" });
    $("sheet").focus();
  });
  $("filters-toggle").addEventListener("click", () => {
    const open = document.body.classList.toggle("filters-open");
    $("filters-toggle").setAttribute("aria-expanded", String(open));
  });
  $("canvas").addEventListener("keydown", keyOnCanvas);
  document.addEventListener("keydown", keyAnywhere);
  addEventListener("hashchange", () => {
    readHash();
    update();
    if (state.selection) drawSelection(true);
  });
}

async function start() {
  await load();
  prepareState();
  prepareTheme();
  prepareTime();
  prepareSearch();
  prepareTake();
  prepareViews();
  prepareButtons();
  startGraph();
  readHash();
  update();
  fit();
  if (state.focus) setFocus(state.focus);
  if (state.selection) drawSelection(true);
  document.documentElement.dataset.ready = "true";
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("kg-ready")));
}

start().catch(error => {
  $("status").textContent = say(T.ui.broken, { reason: String(error && error.message) });
  throw error;
});
