/* What is behind an issue, a line, a statement, an article, a path, an agreement? */

function issuePanel(node) {
  const about = node.about.filter(s => s.on),
    wordings = tally(about, s => meta.wordings[s.wording]);
  const score = { pro: 2, mixed: 1, neutral: 0, con: -1 };
  const holders = [...grouped(about, s => s.subject)]
    .map(([actor, list]) => ({ actor, list: list.sort(newestFirst), stance: overall(list) }))
    .sort(
      (x, y) =>
        score[y.stance] - score[x.stance] || independent(y.list) - independent(x.list) || x.actor.id - y.actor.id,
    );
  const row = ({ actor, list, stance }) =>
    el(
      "tr",
      { class: stance },
      el("th", { scope: "row" }, nodeButton(actor)),
      el(
        "td",
        {},
        sign(stance),
        " ",
        el(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => select({ kind: "pair", a: actor, b: node }, { show: true, focus: true }),
          },
          tally(list, relationOf)
            .slice(0, 2)
            .map(([word]) => word)
            .join(", "),
        ),
        list.every(s => s.hedged) ? el("span", { class: "chip" }, T.statement.hedged) : null,
      ),
      el("td", { class: "number" }, String(independent(list))),
      el("td", { class: "number" }, lastDate(list) || ""),
    );
  return [
    title(node, typeLabel(node)),
    tools(node),
    holders.length ? null : el("p", { class: "muted" }, T.issue.none),
    holders.length
      ? [
          el("h3", {}, T.issue.who),
          el(
            "div",
            { class: "scroll" },
            el(
              "table",
              { class: "stances" },
              el(
                "thead",
                {},
                el(
                  "tr",
                  {},
                  [T.issue.holder, T.issue.says, T.issue.sources, T.issue.last].map(text =>
                    el("th", { scope: "col" }, text),
                  ),
                ),
              ),
              several(holders, row, 30, el("tbody")),
            ),
          ),
        ]
      : null,
    ...section(
      T.issue.wordings,
      wordings
        .slice(0, 12)
        .map(([wording, count]) =>
          el("li", { dir: "auto" }, `“${wording}”`, count > 1 ? el("span", { class: "count" }, `×${count}`) : null),
        ),
    ),
    about.length
      ? [
          el("h3", {}, say(T.link.statements, { count: about.length })),
          several(about.slice().sort(newestFirst), statementRow, 8),
        ]
      : null,
  ];
}

/** One stance for several statements: both where the actor is for and against. */
function overall(list) {
  const found = new Set(list.map(s => s.stance).filter(stance => stance !== "neutral"));
  return found.size > 1 ? "mixed" : found.size ? [...found][0] : "neutral";
}

/* Lines, pairs, statements, articles, paths */

const between = (a, b, middle) => el("h2", { class: "between" }, nodeButton(a), " ", middle, " ", nodeButton(b));

function evidence(list) {
  return [...grouped(list, relationOf)]
    .sort((x, y) => y[1].length - x[1].length)
    .flatMap(([relation, group]) => [
      el(
        "h3",
        { class: group[0].stance },
        sign(group[0].stance),
        ` ${relation}`,
        group.length > 1 ? ` ×${group.length}` : "",
      ),
      several(group.slice().sort(newestFirst), s => card(s, { heading: s.hedged })),
    ]);
}

const weight = list =>
  el(
    "p",
    { class: "muted" },
    `${say(T.link.statements, { count: list.length })} · ${say(T.link.support, { count: independent(list) })}`,
  );

function linkPanel(link) {
  const own = link.statements.filter(s => s.on),
    list = own.length ? own : link.statements;
  const other = link.a.links.filter(l => l.live && l !== link && (l.b === link.b || l.a === link.b));
  return [
    between(link.a, link.b, sign(link.stance)),
    weight(list),
    evidence(list),
    ...section(T.link.other, other.map(positionRow)),
  ];
}

function pairPanel(a, b) {
  const list = a.out.filter(s => s.on && s.object === b),
    changes = changesOf(list);
  return [
    between(a, b, sign(overall(list))),
    weight(list),
    ...section(
      T.actor.changed,
      changes.map(change => el("li", { class: "change" }, changeLine(change))),
    ),
    evidence(list),
  ];
}

function statementPanel(s) {
  const others = s.link.statements.filter(x => x.on && x !== s);
  return [
    between(s.subject, s.object, sign(s.stance)),
    card(s),
    others.length
      ? [
          el("h3", {}, say(T.link.statements, { count: others.length + 1 })),
          several(others.sort(newestFirst), statementRow, 8),
        ]
      : null,
  ];
}

function articlePanel(article, chosen) {
  const body = el("div", {}, "…");
  articleBody(article, chosen).then(built => {
    body.replaceChildren(built);
    const here = body.querySelector(".here");
    if (here) here.scrollIntoView({ block: "center" });
  });
  return [
    el("h2", { dir: "auto" }, article.title),
    el(
      "p",
      { class: "muted" },
      [el("bdi", {}, article.outlet || ""), article.date || T.ui.undated]
        .filter(x => x !== "")
        .flatMap((x, i) => (i ? [" · ", x] : [x])),
      article.url ? [" · ", outside(article.url, T.statement.original)] : null,
    ),
    el(
      "p",
      { class: "muted" },
      say(T.article.statements, { count: article.statements.length }),
      ". ",
      T.article.marked,
    ),
    chosen
      ? el(
          "div",
          { class: "pinned" },
          statementRow(chosen),
          el(
            "p",
            { class: "key" },
            Object.entries(T.marks).map(([part, label]) => el("mark", { class: "part " + part }, label)),
          ),
        )
      : null,
    body,
  ];
}

function pathPanel(a, b) {
  const chain = pathBetween(a, b);
  const close = el(
    "p",
    { class: "actions" },
    button(T.actor.unpath, () => select({ kind: "node", node: a }, { show: true })),
  );
  if (!chain) return [el("h2", {}, say(T.status.noPath, { a: a.label, b: b.label })), close];
  return [
    el("h2", {}, say(T.status.path, { a: a.label, b: b.label })),
    close,
    el("ol", { class: "rows" }, chain.map(positionRow)),
    chain.map(link => card(link.statements.filter(s => s.on)[0])),
  ];
}

function agreementPanel(a, b) {
  const pair = agreements(a).find(p => p.b === b || p.a === b) || { same: [], different: [] };
  const held = sides();
  const rows = list =>
    list.map(issue =>
      el(
        "li",
        {},
        nodeButton(issue),
        el(
          "span",
          { class: "count" },
          [a, b].map(actor =>
            el(
              "button",
              {
                type: "button",
                class: "plain",
                onclick: () => select({ kind: "pair", a: actor, b: issue }, { focus: true }),
              },
              sign(held.get(issue).get(actor)),
              " ",
              el("bdi", {}, actor.label),
              " ",
            ),
          ),
        ),
      ),
    );
  return [
    between(a, b, "&"),
    ...section(T.agreement.together, rows(pair.same)),
    ...section(T.agreement.apart, rows(pair.different)),
  ];
}
