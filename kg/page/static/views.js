/* How else can it be looked at? Matrix, timeline and list; the agreement network shares the graph's canvas. */

const limits = { rows: 30, columns: 14, list: 200 };
let matrixTargets = false;

function drawView() {
  const onCanvas = state.view === "graph" || state.view === "agreement";
  for (const tab of $("views").children) {
    const on = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  $("view").setAttribute("aria-labelledby", "tab-" + state.view);
  $("graph").hidden = !onCanvas;
  $("sheet").hidden = onCanvas;
  if (onCanvas) return drawGraph();
  return $("sheet").replaceChildren(...{ matrix, timeline, list }[state.view]());
}

/* Matrix */

function matrix() {
  const about = shown.links.filter(link => matrixTargets || isIssue(link.b));
  const targets = el(
    "label",
    { class: "inline" },
    el("input", {
      type: "checkbox",
      checked: matrixTargets,
      onchange: event => {
        matrixTargets = event.target.checked;
        drawView();
      },
    }),
    " ",
    T.matrix.targets,
  );
  if (!about.length) return [targets, el("p", { class: "muted" }, T.matrix.empty)];
  const chosen = state.selection && state.selection.node;
  const first = ([node]) => (node === chosen ? 0 : 1);
  const columns = byHolders(about, "b", "a")
    .sort((x, y) => first(x) - first(y))
    .map(([node]) => node);
  const wide = columns.slice(0, limits.columns),
    inSight = new Set(wide);
  const cells = grouped(about, link => `${link.a.id} ${link.b.id}`);
  const rank = { pro: 0, mixed: 1, con: 2, neutral: 3 };
  const standing = actor => {
    const cell = cells.get(`${actor.id} ${columns[0].id}`);
    return cell ? rank[overall(cell)] : 4;
  };
  const rows = byHolders(
    about.filter(link => inSight.has(link.b)),
    "a",
    "b",
  )
    .sort((x, y) => (chosen && isIssue(chosen) ? standing(x[0]) - standing(y[0]) : first(x) - first(y)))
    .map(([node]) => node);
  const head = el(
    "thead",
    {},
    el(
      "tr",
      {},
      el("th", { scope: "col", class: "corner" }, T.matrix.corner),
      wide.map(node =>
        el("th", { scope: "col", class: node === chosen ? "chosen" : null }, el("div", {}, nodeButton(node))),
      ),
    ),
  );
  const body = el(
    "tbody",
    {},
    rows.slice(0, limits.rows).map(actor =>
      el(
        "tr",
        { class: actor === chosen ? "chosen" : null },
        el("th", { scope: "row" }, nodeButton(actor)),
        wide.map(target => matrixCell(actor, target, cells.get(`${actor.id} ${target.id}`))),
      ),
    ),
  );
  const more = (label, key, all, by) =>
    all.length > limits[key]
      ? button(`${label} (${number(all.length - limits[key])})`, () => {
          limits[key] += by;
          drawView();
        })
      : null;
  return [
    el(
      "p",
      { class: "actions" },
      targets,
      more(T.matrix.rows, "rows", rows, 60),
      more(T.matrix.columns, "columns", columns, 20),
    ),
    el(
      "div",
      { class: "scroll" },
      el("table", { class: "matrix" }, el("caption", { class: "hidden" }, T.matrix.caption), head, body),
    ),
  ];
}

/** Nodes at one end of the lines: those first that clearly stand with or against most nodes at the other end. */
function byHolders(list, end, other) {
  const clear = link => (link.stance === "neutral" ? 0.2 : 1);
  return [...grouped(list, link => link[end])]
    .map(([node, own]) => [
      node,
      [...grouped(own, link => link[other]).values()].reduce((sum, of) => sum + Math.max(...of.map(clear)), 0),
      own.reduce((sum, link) => sum + link.live, 0),
    ])
    .sort((x, y) => y[1] - x[1] || y[2] - x[2] || x[0].id - y[0].id);
}

function matrixCell(actor, target, cell) {
  if (!cell) return el("td");
  const list = cell.flatMap(link => link.statements.filter(s => s.on)),
    stance = overall(list),
    count = independent(list);
  const label = say(T.matrix.cell, {
    actor: actor.label,
    issue: target.label,
    stance: T.stances[stance].label,
    count: say(T.overview.sources, { count }),
  });
  const pressed = state.selection && state.selection.a === actor && state.selection.b === target;
  return el(
    "td",
    {},
    el(
      "button",
      {
        type: "button",
        class: `cell ${stance}${list.every(s => s.hedged) ? " hedged" : ""}`,
        "aria-label": label,
        title: label,
        "aria-pressed": String(Boolean(pressed)),
        onclick: () => select({ kind: "pair", a: actor, b: target }),
      },
      T.stances[stance].sign,
      count > 1 ? el("small", {}, String(count)) : null,
    ),
  );
}

/* Timeline */

function timeline() {
  const s = state.selection,
    node = s && (s.node || s.a || (s.link && s.link.a) || (s.statement && s.statement.subject));
  const dated = shown.statements.filter(
    x => x.article.day !== null && x.kind !== 2 && (!node || x.subject === node || x.object === node),
  );
  const heading = !node ? T.timeline.all : say(isIssue(node) ? T.timeline.on : T.timeline.of, { name: node.label });
  if (!dated.length) return [el("h2", {}, heading), el("p", { class: "muted" }, T.timeline.empty)];
  const byRow = [...grouped(dated, x => x.subject.id * nodes.length + x.object.id).values()]
    .map(row => [independent(row) + (overall(row) === "neutral" ? 0 : 0.5), row])
    .sort((x, y) => y[0] - x[0] || y[1].length - x[1].length || x[1][0].number - y[1][0].number)
    .slice(0, limits.rows)
    .map(([, row]) => row)
    .sort(
      (x, y) => Math.min(...x.map(q => q.article.day)) - Math.min(...y.map(q => q.article.day)) || y.length - x.length,
    );
  return [el("h2", { dir: "auto" }, heading), el("div", { class: "scroll" }, chart(byRow, node))];
}

function chart(rows, node) {
  const days = rows.flat().map(s => s.article.day),
    low = Math.min(...days),
    high = Math.max(...days),
    span = Math.max(1, high - low);
  const left = Math.min(300, $("stage").clientWidth * 0.4),
    width = Math.max(320, $("stage").clientWidth - 60),
    tall = 34,
    top = 30;
  const x = day => left + 38 + (width - left - 76) * (high === low ? 0.5 : (day - low) / span);
  const picture = svg("svg", {
    class: "chart",
    width,
    height: top + rows.length * tall + 12,
    role: "group",
    "aria-label": T.timeline.chart,
  });
  for (const day of ticks(low, high))
    picture.append(
      svg("line", { class: "grid", x1: x(day), x2: x(day), y1: top - 8, y2: top + rows.length * tall }),
      svg("text", { class: "tick", x: x(day), y: 14, "text-anchor": "middle" }, isoOf(day)),
    );
  rows.forEach((list, i) => {
    const y = top + i * tall + tall / 2,
      changed = changesOf(list).length > 0;
    const full = node
      ? list[0].subject === node
        ? list[0].object.label
        : list[0].object === node
          ? list[0].subject.label
          : ""
      : `${list[0].subject.label} → ${list[0].object.label}`;
    const most = Math.floor(left / 6.6),
      label = full.length > most ? full.slice(0, most - 1) + "…" : full;
    picture.append(
      svg("line", { class: "base", x1: left + 8, x2: width - 8, y1: y, y2: y }),
      svg(
        "text",
        { class: "row-label" + (changed ? " changed" : ""), x: left, y: y + 4, "text-anchor": "end" },
        label,
        svg("title", {}, full),
      ),
    );
    for (const group of grouped(list, s => `${s.article.day} ${s.stance}`).values())
      picture.append(dot(group, x(group[0].article.day), y, list));
  });
  return picture;
}

/** One sign for the statements of one day and stance; different stances of a day stand side by side. */
function dot(group, x, y, list) {
  const [s] = group,
    label = say(T.timeline.dot, {
      actor: s.subject.label,
      relation: relationOf(s),
      object: s.object.label,
      date: s.article.date,
    });
  const others = [...new Set(list.filter(o => o.article.day === s.article.day).map(o => o.stance))];
  const shift = (others.indexOf(s.stance) - (others.length - 1) / 2) * 20,
    radius = Math.min(13, 8 + 1.6 * Math.log2(independent(group)));
  const open = () => select(group.length > 1 ? { kind: "link", link: s.link } : { kind: "statement", statement: s });
  return svg(
    "g",
    {
      class: `dot ${s.stance}${group.every(o => o.hedged) ? " hedged" : ""}`,
      tabindex: 0,
      role: "button",
      "aria-label": label + (group.length > 1 ? ` ×${group.length}` : ""),
      transform: `translate(${x + shift} ${y})`,
      onclick: open,
      onkeydown: event => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open();
        }
      },
    },
    svg("title", {}, label),
    svg("circle", { r: radius }),
    svg("text", { "text-anchor": "middle", y: 4.5 }, T.stances[s.stance].sign),
  );
}

function ticks(low, high) {
  const span = high - low,
    step = [1, 2, 7, 14, 30, 91, 182, 365, 730].find(days => span / days <= 6) || Math.ceil(span / 6);
  const found = [];
  for (let day = low; day <= high; day += step) found.push(day);
  return found;
}

/* List: the same as the graph, for those who read rather than look */

function list() {
  const order = shown.statements
    .slice()
    .sort((x, y) => y.link.liveSupport - x.link.liveSupport || x.link.id - y.link.id || newestFirst(x, y));
  const chosen = selected(),
    related = chosen ? order.filter(s => chosen.links.includes(s.link)) : order;
  const row = s =>
    el(
      "tr",
      { class: s.stance },
      el("th", { scope: "row" }, nodeButton(s.subject)),
      el(
        "td",
        {},
        el(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => select({ kind: "statement", statement: s }, { focus: true }),
          },
          sign(s.stance),
          " ",
          relationOf(s),
        ),
      ),
      el("td", {}, nodeButton(s.object)),
      el("td", {}, T.modalities[meta.modalities[s.modality]]),
      el("td", { dir: "auto" }, s.sources[0] ? s.sources[0].label : ""),
      el("td", { dir: "auto" }, s.article.outlet || s.article.title),
      el("td", { class: "number" }, s.article.date || ""),
    );
  return [
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        { class: "list" },
        el("caption", {}, `${T.list.caption}: ${number(related.length)}`),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            T.list.columns.map(text => el("th", { scope: "col" }, text)),
          ),
        ),
        several(related, row, limits.list, el("tbody")),
      ),
    ),
  ];
}
