/* Which statements are wanted? Lists with counts, the number of sources, the time range with its histogram, and a sentence. */

const LONG = 9; // options shown before a list scrolls
const MOST = 60; // options in a list at all: the most frequent ones, and those switched off

function drawFilters() {
  const box = $("filters"),
    open = box.querySelector(":focus")?.dataset.key;
  const tops = new Map([...box.querySelectorAll("[data-facet]")].map(list => [list.dataset.facet, list.scrollTop]));
  box.replaceChildren(
    el(
      "p",
      { class: "actions head" },
      el("h2", {}, T.ui.filters),
      button(
        T.ui.reset,
        () => {
          resetFilters();
          state.focus && setFocus(null);
          update();
        },
        { "data-key": "reset" },
      ),
    ),
    ...FACETS.filter(facet => facetOptions[facet].length > 1).map(facetBox),
    supportBox(),
    budgetBox(),
  );
  for (const list of box.querySelectorAll("[data-facet]")) list.scrollTop = tops.get(list.dataset.facet) || 0;
  if (open) box.querySelector(`[data-key="${CSS.escape(open)}"]`)?.focus();
}

function facetBox(facet) {
  const off = state.off[facet],
    counts = shown.counts[facet];
  const keys = facetOptions[facet].filter((key, i) => i < MOST || off.has(key)).slice(0, 2 * MOST);
  const everything = !off.size;
  return el(
    "fieldset",
    {},
    el(
      "legend",
      {},
      T.facets[facet],
      everything
        ? null
        : button(
            T.ui.all,
            () => {
              off.clear();
              update();
            },
            { class: "plain small", "data-key": facet + " all", "aria-label": `${T.facets[facet]}: ${T.ui.all}` },
          ),
    ),
    el(
      "div",
      { class: keys.length > LONG ? "options long" : "options", "data-facet": facet },
      keys.map(key => option(facet, key, counts.get(key) || 0)),
      keys.length < facetOptions[facet].length
        ? el("p", { class: "muted small" }, say(T.ui.options, { count: facetOptions[facet].length - keys.length }))
        : null,
    ),
  );
}

function option(facet, key, count) {
  const off = state.off[facet],
    label = optionLabel(facet, key);
  const picture = { polarity: () => stroke(key), type: () => glyph((T.types[key] || ["other"])[0]) }[facet];
  const box = el("input", {
    type: "checkbox",
    "data-key": `${facet} ${key}`,
    onchange: () => {
      if (box.checked) off.delete(key);
      else off.add(key);
      update();
    },
  });
  box.checked = !off.has(key);
  const only = button(
    T.ui.only,
    () => {
      state.off[facet] = new Set(facetOptions[facet].filter(other => other !== key));
      update();
    },
    { class: "plain only", "data-key": `${facet} ${key} only`, "aria-label": `${T.ui.only} ${label}` },
  );
  return el(
    "div",
    { class: "option" + (count ? "" : " empty") },
    el(
      "label",
      {},
      box,
      picture ? picture() : null,
      facet === "polarity" ? `${T.stances[key].sign} ` : null,
      el("span", { class: "name", dir: "auto" }, label),
    ),
    only,
    el("span", { class: "count" }, number(count)),
  );
}

function slider(label, value, min, max, step, text, set) {
  const out = el("output", {}, text(value));
  let wait = 0;
  const input = el("input", {
    type: "range",
    min,
    max,
    step,
    value,
    "aria-label": label,
    "data-key": label,
    oninput: () => {
      out.textContent = text(Number(input.value));
      clearTimeout(wait);
      wait = setTimeout(() => set(Number(input.value)), links.length > 1500 ? 150 : 20);
    },
  });
  return el("fieldset", {}, el("legend", {}, label), input, out);
}

const supportBox = () =>
  maxSupport < 2
    ? null
    : slider(
        T.ui.support,
        state.support,
        1,
        Math.min(maxSupport, 12),
        1,
        count => say(T.ui.supportUnit, { count }),
        support => update({ support }),
      );
const budgetBox = () =>
  links.length <= DRAW_ALL
    ? null
    : slider(T.ui.budget, state.budget, 40, Math.min(links.length, BUDGET_MOST), 20, number, budget =>
        update({ budget }),
      );

/* Time */

const BINS = 60;
let playing = 0;

function prepareTime() {
  $("time").hidden = D0 === null || D0 === D1;
  if ($("time").hidden) return;
  const bins = Math.min(BINS, D1 - D0 + 1);
  $("histogram").replaceChildren(...Array.from({ length: bins }, () => el("i", {}, el("b"))));
  for (const id of ["from", "to"]) {
    const input = $(id);
    let wait = 0;
    Object.assign(input, { min: D0, max: D1, step: 1 });
    input.addEventListener("input", () => {
      stop();
      const a = Number($("from").value),
        b = Number($("to").value);
      state.from = Math.min(a, b);
      state.to = Math.max(a, b);
      drawDates();
      clearTimeout(wait);
      wait = setTimeout(update, links.length > 1500 ? 120 : 0);
    });
  }
  $("play").addEventListener("click", () => (playing ? stop() : play()));
}

function drawTime() {
  if ($("time").hidden) return;
  const bars = [...$("histogram").children],
    per = (D1 - D0 + 1) / bars.length,
    all = new Array(bars.length).fill(0);
  for (const day of shown.days) all[Math.min(bars.length - 1, Math.floor((day - D0) / per))] += 1;
  const most = Math.max(1, ...all);
  bars.forEach((bar, i) => {
    bar.firstChild.style.height = `${all[i] ? Math.max(4, (100 * all[i]) / most) : 0}%`;
    const day = D0 + i * per;
    bar.className = day + per > state.from && day <= state.to ? "on" : "";
  });
  $("from").value = state.from;
  $("to").value = state.to;
  drawDates();
}

function drawDates() {
  $("dates").textContent = `${isoOf(state.from)} – ${isoOf(state.to)}`;
  $("from").setAttribute("aria-valuetext", isoOf(state.from));
  $("to").setAttribute("aria-valuetext", isoOf(state.to));
}

/** Lets the end of the range run from the start to the last day, in at most 40 steps. */
function play() {
  const step = Math.max(1, Math.ceil((D1 - state.from) / 40));
  let day = state.to >= D1 ? state.from : state.to;
  const tick = () => {
    update({ to: day });
    if (day >= D1) return stop();
    day = Math.min(D1, day + step);
    playing = setTimeout(tick, Math.max(120, Math.min(900, (12000 * step) / (D1 - D0 + 1))));
  };
  playing = -1;
  markPlaying();
  tick();
}

function stop() {
  clearTimeout(playing);
  playing = 0;
  markPlaying();
}

function markPlaying() {
  const label = playing ? T.ui.pause : T.ui.play;
  $("play").textContent = playing ? "❚❚" : "▶";
  $("play").setAttribute("aria-pressed", String(Boolean(playing)));
  $("play").setAttribute("aria-label", label);
  $("play").title = label;
}

/* The sentence that says what is shown */

function drawStatus() {
  const actors = [...shown.nodes].filter(node => !isIssue(node)).length,
    issues = shown.nodes.size - actors;
  const all = statements.length,
    here = shown.statements.length;
  const what = say(T.status.shown, {
    actors: say(T.status.actors, { count: actors }),
    issues: say(T.status.issues, { count: issues }),
    statements: here === all ? say(T.status.statements, { count: all }) : say(T.status.of, { count: here, all }),
  });
  const parts = [here ? what : T.status.nothing, ...filterWords()];
  if (state.focus) parts.push(say(T.status.focus, { name: state.focus.label }));
  if (state.view === "graph" && shown.drawn.length < shown.links.length)
    parts.push(say(T.status.drawn, { drawn: shown.drawn.length, all: shown.links.length }));
  $("status").textContent = parts.join(" · ");
}

function filterWords() {
  const parts = [];
  for (const facet of FACETS) {
    const off = state.off[facet],
      on = facetOptions[facet].filter(key => !off.has(key));
    if (!off.size) continue;
    const names = list =>
      list
        .slice(0, 3)
        .map(key => optionLabel(facet, key))
        .join(", ") + (list.length > 3 ? " …" : "");
    parts.push(
      on.length <= off.size
        ? say(T.status.only, { what: names(on) || T.ui.none })
        : say(T.status.without, { what: names([...off]).toLowerCase() }),
    );
  }
  if (state.support > 1) parts.push(say(T.status.support, { count: state.support }));
  if (state.from !== D0 || state.to !== D1)
    parts.push(say(T.status.dates, { from: isoOf(state.from), to: isoOf(state.to) }));
  return parts;
}
