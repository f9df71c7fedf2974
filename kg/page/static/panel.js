/* What is behind a selection? The panel itself, the overview, and the page of an actor. */

const CARDS = 12; // statements shown before "more"

function drawPanel() {
  const panel = $("panel"),
    s = state.selection;
  const content = s
    ? {
        node: () => (isIssue(s.node) ? issuePanel(s.node) : actorPanel(s.node)),
        link: () => linkPanel(s.link),
        pair: () => pairPanel(s.a, s.b),
        statement: () => statementPanel(s.statement),
        article: () => articlePanel(s.article, s.statement),
        path: () => pathPanel(s.a, s.b),
        agreement: () => agreementPanel(s.a, s.b),
      }[s.kind]()
    : overview();
  panel.replaceChildren(trail());
  fill(panel, {}, content);
  panel.scrollTop = 0;
}

function trail() {
  const step = (label, list, other, symbol) =>
    button(symbol, () => travel(list, other), { "aria-label": label, title: label, disabled: !list.length });
  return el(
    "nav",
    { class: "trail", "aria-label": T.ui.panel },
    step(T.ui.back, past, future, "←"),
    step(T.ui.forward, future, past, "→"),
    el("span", { class: "spacer" }),
    state.selection ? button("✕", () => select(null), { "aria-label": T.ui.close, title: T.ui.close }) : null,
  );
}

const title = (node, kind) => [
  el("h2", { dir: "auto" }, glyph(familyOf(node)), " ", el("bdi", {}, node.label)),
  el(
    "p",
    { class: "muted" },
    kind,
    node.same && /^Q\d+$/.test(node.same) ? [" · ", outside(T.wikidata + node.same, T.actor.wikidata)] : null,
  ),
];

/** Items in a box, with a button for the rest below it, so that long lists don't slow the page. */
function several(items, make, first = CARDS, box = el("div")) {
  let done = 0;
  const more = button("", () => add(200), { class: "more" });
  const foot = box.tagName === "TBODY" ? el("tfoot", {}, el("tr", {}, el("td", { colspan: 9 }, more))) : more;
  const add = count => {
    box.append(...items.slice(done, done + count).map(item => make(item)));
    done += count;
    more.textContent = say(T.ui.more, { count: items.length - done });
    if (done >= items.length) foot.remove();
  };
  add(first);
  return done < items.length ? [box, foot] : [box];
}

/* Overview */

function overview() {
  const outlets = new Set(articles.map(a => a.origin)).size;
  const lead = say(D0 === null ? T.overview.leadUndated : D0 === D1 ? T.overview.leadDay : T.overview.lead, {
    articles: say(T.overview.articles, { count: articles.length }),
    outlets: say(T.overview.outlets, { count: outlets }),
    from: D0 === null ? "" : isoOf(D0),
    to: D1 === null ? "" : isoOf(D1),
  });
  const active = shown.links.length ? tally(shown.statements, s => s.subject).slice(0, 10) : [];
  return [
    el("h2", {}, T.ui.overview),
    el("p", { class: "muted" }, lead),
    el("p", {}, T.overview.how),
    ...section(T.overview.against, topPositions("con").map(positionRow)),
    ...section(T.overview.for, topPositions("pro").map(positionRow)),
    ...section(
      T.overview.disputed,
      disputed().map(([node, pro, con]) =>
        el("li", {}, nodeButton(node), el("span", { class: "count" }, say(T.overview.disputedRow, { pro, con }))),
      ),
    ),
    ...section(
      T.overview.changes,
      allChanges()
        .slice(0, 6)
        .map(change => el("li", {}, nodeButton(change.subject), " ", changeLine(change))),
    ),
    ...section(
      T.overview.active,
      active.map(([node, count]) =>
        el("li", {}, nodeButton(node), el("span", { class: "count" }, say(T.status.statements, { count }))),
      ),
    ),
  ];
}

const section = (heading, items) => (items.length ? [el("h3", {}, heading), el("ul", { class: "rows" }, items)] : []);

/** Stances that are no deeds, those with most sources first; an actor's second and third one count less, so that others appear. */
function topPositions(stance) {
  const clear = shown.links.filter(link => link.stance === stance && link.statements.some(s => s.on && s.kind === 0));
  clear.sort(
    (x, y) =>
      y.liveSupport - x.liveSupport || isIssue(y.b) - isIssue(x.b) || y.firm - x.firm || y.live - x.live || x.id - y.id,
  );
  const before = new Map();
  const scored = clear.map(link => {
    const rank = before.get(link.a) || 0;
    before.set(link.a, rank + 1);
    return [link.liveSupport - 0.5 * rank, link];
  });
  return scored
    .sort((x, y) => y[0] - x[0])
    .slice(0, 7)
    .map(([, link]) => link);
}

const positionRow = link =>
  el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: "row " + link.stance,
        onclick: () => select({ kind: "link", link }, { show: true, focus: true }),
      },
      sign(link.stance),
      el(
        "span",
        { class: "what" },
        el("b", { dir: "auto" }, link.a.label),
        " ",
        el("span", { class: "relation" }, wordOf(link).replace(/ ×\d+$/, "")),
        " ",
        el("span", { dir: "auto" }, link.b.label),
      ),
      el("span", { class: "count" }, say(T.overview.sources, { count: link.liveSupport })),
    ),
  );

function disputed() {
  const found = [];
  for (const [node, holders] of sides()) {
    const all = [...holders.values()],
      pro = all.filter(x => x === "pro").length,
      con = all.filter(x => x === "con").length;
    if (pro && con && isIssue(node)) found.push([node, pro, con]);
  }
  return found
    .sort((x, y) => Math.min(y[1], y[2]) - Math.min(x[1], x[2]) || y[1] + y[2] - x[1] - x[2] || x[0].id - y[0].id)
    .slice(0, 6);
}

/* Changes of position: a firm stance followed, on a later day, by the opposite one. */

function changesOf(list) {
  const clear = list
    .filter(s => s.stance !== "neutral" && s.kind === 0 && s.article.day !== null)
    .sort((a, b) => a.article.day - b.article.day || a.number - b.number);
  const byDay = [...grouped(clear, s => s.article.day)]
    .map(([day, all]) => ({ day, all, stances: new Set(all.map(s => s.stance)) }))
    .filter(d => d.stances.size === 1);
  const found = [];
  for (let i = 1; i < byDay.length; i += 1) {
    const [before, after] = [byDay[i - 1].all[0], byDay[i].all[0]];
    if (before.stance !== after.stance) found.push({ subject: after.subject, object: after.object, before, after });
  }
  return found;
}

function allChanges() {
  const byPair = grouped(
    shown.statements.filter(s => s.kind === 0),
    s => s.subject.id * nodes.length + s.object.id,
  );
  return [...byPair.values()]
    .filter(list => list.length > 1)
    .flatMap(changesOf)
    .sort((x, y) => y.after.article.day - x.after.article.day || x.after.number - y.after.number);
}

const changeLine = change =>
  el(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => select({ kind: "pair", a: change.subject, b: change.object }, { show: true, focus: true }),
    },
    el("bdi", {}, change.object.label),
    ": ",
    sign(change.before.stance),
    " ",
    change.before.article.date,
    " → ",
    sign(change.after.stance),
    " ",
    change.after.article.date,
  );

/* Actor */

function actorPanel(node) {
  const own = node.out.filter(s => s.on),
    about = node.about.filter(s => s.on),
    reports = node.reports.filter(s => s.on);
  const roles = tally(
    node.out.filter(s => s.kind === 2),
    s => `${meta.wordings[s.wording]}\u0000${s.object.id}`,
  ).slice(0, 3);
  const changes = [...grouped(own, s => s.object).values()].flatMap(changesOf);
  const sharing = agreements(node);
  return [
    title(node, typeLabel(node)),
    roles.length
      ? el(
          "p",
          { class: "roles" },
          roles.map(([key], i) => [i ? "; " : "", roleOf(key)]),
        )
      : null,
    node.names.length
      ? el("p", { class: "muted", dir: "auto" }, say(T.actor.aliases, { names: node.names.slice(0, 8).join(", ") }))
      : null,
    tools(node),
    own.length ? null : el("p", { class: "muted" }, T.actor.taken),
    ...section(
      T.actor.changed,
      changes.map(change => el("li", { class: "change" }, changeLine(change))),
    ),
    ...sectionsOf(own).flatMap(([heading, list]) => [
      el("h3", {}, heading),
      several(
        positionsOf(list, s => s.object),
        positionCard,
      ),
    ]),
    ...section(
      T.actor.agrees,
      sharing
        .filter(p => p.same.length > p.different.length)
        .slice(0, 6)
        .map(p => agreementRow(p, node, "same")),
    ),
    ...section(
      T.actor.disagrees,
      sharing
        .filter(p => p.different.length)
        .sort((x, y) => y.different.length - x.different.length || x.b.id - y.b.id)
        .slice(0, 6)
        .map(p => agreementRow(p, node, "different")),
    ),
    about.length
      ? [
          el("h3", {}, T.actor.about),
          several(
            positionsOf(about, s => s.subject),
            list => positionCard(list, s => s.subject),
          ),
        ]
      : null,
    reports.length
      ? [el("h3", {}, T.actor.reports), several(reports.slice().sort(newestFirst), statementRow, 8)]
      : null,
  ];
}

function roleOf(key) {
  const [wording, id] = key.split("\u0000"),
    body = nodes[id];
  return body.label === wording
    ? el("bdi", {}, wording)
    : [el("bdi", {}, wording), " (", el("bdi", {}, body.label), ")"];
}

function tools(node) {
  const focused = state.focus === node;
  return el(
    "p",
    { class: "actions" },
    button(focused ? T.actor.unfocus : T.actor.focus, () => setFocus(focused ? null : node), {
      "aria-pressed": String(focused),
    }),
    button(T.actor.path, () => askPath(node)),
    button(T.actor.timeline, () => update({ view: "timeline" })),
    button(T.actor.link, () => copy(location.href)),
  );
}

/** Statements by what they amount to, in the order of the texts; each statement in the first section that fits. */
function sectionsOf(list) {
  const rest = new Set(list.filter(s => s.kind !== 2));
  const found = T.sections.map(rule => {
    const fits = [...rest].filter(s =>
      rule.relations
        ? rule.relations.includes(relationName(s)) && s.stance !== "con"
        : rule.kind
          ? meta.kinds[s.kind] === rule.kind
          : s.stance === rule.polarity && s.kind === 0,
    );
    fits.forEach(s => rest.delete(s));
    return [rule.title, fits];
  });
  return found.filter(([, fits]) => fits.length);
}

const positionsOf = (list, other) =>
  [...grouped(list, s => `${other(s).id} ${s.stance}`).values()]
    .map(group => group.sort(newestFirst))
    .sort((x, y) => newestFirst(x[0], y[0]));

/** All that one actor says on one thing with one stance: the newest sentence in short; unfolds to all of them. */
function positionCard(list, other = s => s.object) {
  const [newest] = list,
    node = other(newest),
    words = tally(list, relationOf)
      .slice(0, 2)
      .map(([word]) => word)
      .join(", ");
  const about = node !== newest.object;
  const body = el("div", { class: "cards", hidden: true });
  const glimpse = el("p", { class: "glimpse", dir: "auto" });
  whenSeen(glimpse, async () => glimpse.append(...(await quoted(newest))));
  const toggle = el(
    "button",
    {
      type: "button",
      class: "unfold",
      "aria-expanded": "false",
      onclick: () => {
        if (!body.childElementCount)
          fill(
            body,
            {},
            several(list, s => card(s, { heading: list.length > 1 }), 6),
          );
        body.hidden = !body.hidden;
        glimpse.hidden = !body.hidden;
        toggle.setAttribute("aria-expanded", String(!body.hidden));
      },
    },
    sign(newest.stance),
    " ",
    el("span", { class: "relation" }, words),
    list.every(s => s.hedged)
      ? el(
          "span",
          { class: "chip" },
          newest.modality ? T.modalities[meta.modalities[newest.modality]] : T.statement.hedged,
        )
      : null,
  );
  const sources = independent(list);
  return el(
    "div",
    { class: "position " + newest.stance },
    el("div", { class: "head" }, toggle, about ? "←" : null, nodeButton(node)),
    el(
      "p",
      { class: "muted small" },
      [say(T.overview.sources, { count: sources }), lastDate(list)].filter(Boolean).join(" · "),
    ),
    glimpse,
    body,
  );
}

const agreementRow = (pair, node, which) => {
  const other = pair.a === node ? pair.b : pair.a;
  return el(
    "li",
    {},
    nodeButton(other),
    el(
      "button",
      {
        type: "button",
        class: "plain count",
        onclick: () => select({ kind: "agreement", a: node, b: other }, { focus: true }),
      },
      say(T.actor.shared, { count: pair[which].length }),
    ),
  );
};

const statementRow = s =>
  el(
    "button",
    {
      type: "button",
      class: "row " + s.stance,
      onclick: () => select({ kind: "statement", statement: s }, { show: true, focus: true }),
    },
    sign(s.stance),
    el(
      "span",
      { class: "what" },
      el("b", { dir: "auto" }, s.subject.label),
      " ",
      el("span", { class: "relation" }, relationOf(s)),
      " ",
      el("span", { dir: "auto" }, s.object.label),
    ),
    el("span", { class: "count" }, s.article.date || ""),
  );
