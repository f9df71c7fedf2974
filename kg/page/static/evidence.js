/* What do the articles say, word for word? Sentences with their parts marked, whole articles, citations. */

const PARTS = ["subject", "cue", "object"];

/** Marked stretches of a statement: [start, end, part], in order, cut so that none overlap. */
function partsOf(s) {
  const found = PARTS.map((part, i) => [s.spans[2 + 2 * i], s.spans[3 + 2 * i], part]);
  for (const [name, list] of [
    ["negation", s.negation],
    ["hedge", s.hedges],
  ])
    for (let i = 0; i < list.length; i += 2) found.push([list[i], list[i + 1], name]);
  const rank = { negation: 0, hedge: 1, cue: 2, subject: 3, object: 4 };
  const edges = [...new Set(found.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const over = found
      .filter(([start, end]) => start <= edges[i] && end >= edges[i + 1])
      .sort((a, b) => rank[a[2]] - rank[b[2]]);
    if (over.length) pieces.push([edges[i], edges[i + 1], over[0][2]]);
  }
  return pieces;
}

/** A stretch of text with the parts of a statement marked. */
function marked(text, start, end, pieces) {
  const out = [];
  let at = start;
  for (const [from, to, part] of pieces) {
    const a = Math.max(from, at),
      b = Math.min(to, end);
    if (a >= b) continue;
    if (a > at) out.push(text.slice(at, a));
    out.push(el("mark", { class: "part " + part, title: T.marks[part] }, text.slice(a, b)));
    at = b;
  }
  if (at < end) out.push(text.slice(at, end));
  return out;
}

/** The sentence of a statement as marked pieces, ready to append. */
async function quoted(s) {
  const text = await textOf(s.article);
  return text ? marked(text, s.spans[0], s.spans[1], partsOf(s)) : [T.statement.noText];
}

function speakers(s) {
  if (!s.sources.length) return el("span", {}, T.statement.voice);
  const [first, ...outer] = s.sources;
  const name = node =>
    el(
      "button",
      { type: "button", class: "plain", onclick: () => select({ kind: "node", node }, { show: true, focus: true }) },
      el("bdi", {}, node.label),
    );
  const around = (form, node) => {
    const [before, after] = form.split("{name}");
    return [before, name(node), after];
  };
  return el(
    "span",
    {},
    around(T.statement.saysSelf, first),
    outer.map(node => [", ", around(T.statement.sources, node)]),
  );
}

const qualifiers = s => [
  s.modality ? el("span", { class: "chip" }, T.modalities[meta.modalities[s.modality]]) : null,
  s.hedged && !s.modality ? el("span", { class: "chip" }, T.statement.hedged) : null,
];

/** A statement as a card: what, the sentence, who says so, where and when. */
function card(s, { heading = true } = {}) {
  const quote = el("p", { class: "quote", dir: "auto" });
  quoted(s).then(pieces => quote.append(...pieces));
  const where = s.article.outlet || s.article.title;
  const time = s.article.date ? el("time", { datetime: s.article.date }, s.article.date) : T.ui.undated;
  return el(
    "article",
    { class: "card " + s.stance + (s.hedged ? " hedged" : ""), id: "s-" + s.id },
    heading ? el("h4", {}, sign(s.stance), " ", el("span", {}, relationOf(s)), qualifiers(s)) : null,
    el("blockquote", {}, quote),
    el("p", { class: "source" }, speakers(s), " · ", el("bdi", {}, where), " · ", time),
    el(
      "p",
      { class: "actions" },
      button(T.statement.article, () => select({ kind: "article", article: s.article, statement: s }, { focus: true })),
      button(T.statement.cite, () => cite(s)),
      s.article.url ? outside(s.article.url, T.statement.original) : null,
    ),
    facts(s),
  );
}

const outside = (url, label) => el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);

function facts(s) {
  const rows = [
    [T.statement.wording, meta.wordings[s.wording]],
    [T.statement.recipient, s.recipient && s.recipient.label],
    [T.statement.time, s.time],
    [T.statement.rule, meta.rules[s.rule]],
    [T.statement.confidence, s.confidence],
  ];
  return el(
    "details",
    { class: "facts" },
    el("summary", {}, T.statement.details),
    el(
      "dl",
      {},
      rows
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, String(value))]),
    ),
  );
}

async function cite(s) {
  const text = (await textOf(s.article)) || "";
  copy(
    say(T.cite, {
      quote: text.slice(s.spans[0], s.spans[1]).replace(/\s+/g, " ").trim(),
      outlet: s.article.outlet || "",
      title: s.article.title,
      date: s.article.date || T.ui.undated,
      url: s.article.url || "",
    })
      .replace(/ ,/g, "")
      .trim(),
  );
}

/** The whole article; each sentence with statements is marked and followed by a button for each of them. */
async function articleBody(article, chosen) {
  const text = await textOf(article);
  const sentences = [...grouped(article.statements, s => `${s.spans[0]} ${s.spans[1]}`).values()].sort(
    (x, y) => x[0].spans[0] - y[0].spans[0],
  );
  const body = el("div", { class: "article-text", dir: "auto" });
  let at = 0,
    paragraph = el("p");
  const write = (from, to) => {
    text
      .slice(from, to)
      .split(/\n+/)
      .forEach((piece, i) => {
        if (i) {
          if (paragraph.childNodes.length) body.append(paragraph);
          paragraph = el("p");
        }
        if (piece.trim()) paragraph.append(piece);
      });
  };
  for (const group of sentences) {
    const [start, end] = group[0].spans;
    if (start < at || end > text.length) continue;
    write(at, start);
    const here = chosen && group.includes(chosen);
    const pieces = here ? partsOf(chosen) : [];
    const tone = new Set(group.map(s => s.stance)).size > 1 ? "neutral" : group[0].stance;
    paragraph.append(
      el("span", { class: "sentence " + tone + (here ? " here" : "") }, marked(text, start, end, pieces)),
      " ",
      ...group.map(s => marker(s, s === chosen)),
      " ",
    );
    at = end;
  }
  write(at, text.length);
  if (paragraph.childNodes.length) body.append(paragraph);
  return body;
}

const marker = (s, current) =>
  el(
    "button",
    {
      type: "button",
      class: "marker " + s.stance,
      "aria-pressed": String(current),
      title: `${s.subject.label} ${relationOf(s)} ${s.object.label}`,
      onclick: () => select({ kind: "article", article: s.article, statement: s }),
    },
    T.stances[s.stance].sign,
    " ",
    el("bdi", {}, s.subject.label),
  );
