/* What does the file hold? Reads the blocks of data; article texts only when somebody wants to read them. */

const block = name => document.getElementById("data-" + name);

/** The value of a block: plain JSON, or JSON that was compressed and written as base64. */
async function read(name) {
  const element = block(name);
  if (element.type === "application/json") return JSON.parse(element.textContent);
  const bytes = Uint8Array.from(atob(element.textContent), char => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const T = JSON.parse(block("texts").textContent);
let meta, nodes, links, statements, articles;
let D0 = null,
  D1 = null; // first and last day of the dated articles, as days since 1970

/** Fills a text: `{name}` by value; "one|many" chosen by `count`. */
function say(text, values = {}) {
  const forms = text.split("|");
  const form = forms.length > 1 && values.count !== 1 ? forms[1] : forms[0];
  return form.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : (values[name] ?? ""),
  );
}

const number = value => value.toLocaleString("en");
const dayOf = iso => (iso ? Math.floor(Date.parse(iso + "T00:00:00Z") / 864e5) : null);
const isoOf = day => new Date(day * 864e5).toISOString().slice(0, 10);
const familyOf = node => (T.types[node.type] || ["other"])[0];
const typeLabel = node => (T.types[node.type] || [0, node.type])[1];
const isIssue = node => node.key.startsWith("issue/");

async function load() {
  let rows;
  [meta, nodes, links, rows, articles] = await Promise.all(["meta", "nodes", "edges", "rows", "articles"].map(read));
  articles = articles.map(([id, title, outlet, date, url, chunk, place], i) => ({
    id,
    title,
    date,
    url,
    chunk,
    place,
    number: i,
    outlet: outlet < 0 ? null : meta.outlets[outlet],
    origin: outlet < 0 ? "article " + i : outlet,
    day: dayOf(date),
    statements: [],
  }));
  statements = rows.map((row, i) => statement(row, i));
  for (const s of statements) s.article.statements.push(s);
  nodes.forEach(node => Object.assign(node, { out: [], about: [], links: [], reports: [] }));
  links.forEach(prepareLink);
  for (const s of statements) for (const source of s.sources) if (source !== s.subject) source.reports.push(s);
  for (const a of articles) {
    if (a.day === null) continue;
    D0 = D0 === null ? a.day : Math.min(D0, a.day);
    D1 = D1 === null ? a.day : Math.max(D1, a.day);
  }
}

function statement(row, i) {
  const s = { number: i };
  meta.columns.forEach((column, k) => {
    s[column] = row[k];
  });
  s.subject = nodes[s.subject];
  s.object = nodes[s.object];
  s.article = articles[s.article];
  s.sources = s.sources.map(source => nodes[source]);
  s.recipient = s.recipient < 0 ? null : nodes[s.recipient];
  s.stance = meta.polarities[s.polarity];
  const natural = meta.relations[s.relation][2];
  s.negated =
    s.stance !== natural &&
    (s.negation.length > 0 || (s.stance === "pro" && natural === "con") || (s.stance === "con" && natural === "pro"));
  s.hedged = s.modality !== 0 || !s.firm;
  return s;
}

function prepareLink(link, i) {
  link.id = i;
  link.a = nodes[link.from];
  link.b = nodes[link.to];
  link.stance = meta.polarities[link.polarity];
  link.statements = link.statements.map(k => statements[k]);
  for (const s of link.statements) {
    s.link = link;
    link.a.out.push(s);
    if (link.b !== link.a) link.b.about.push(s);
  }
  link.a.links.push(link);
  if (link.b !== link.a) link.b.links.push(link);
}

const chunks = new Map();

/** The text of an article; unpacks its block at the first call. */
async function textOf(article) {
  const name = "text-" + article.chunk;
  if (!chunks.has(name)) chunks.set(name, read(name));
  return (await chunks.get(name))[article.place];
}

/** The relation in words; marked where the text negates it, so that "confirms" with a "not" doesn't read as its contrary. */
const relationOf = s =>
  s.negated ? say(T.negated, { relation: meta.relations[s.relation][1] }) : meta.relations[s.relation][1];
const relationName = s => meta.relations[s.relation][0];

/** Items counted by key, the most frequent first, ties in order of first appearance. */
function tally(items, key) {
  const found = new Map();
  for (const item of items) {
    const k = key(item);
    found.set(k, (found.get(k) || 0) + 1);
  }
  return [...found].sort((a, b) => b[1] - a[1]);
}

const grouped = (items, key) => {
  const found = new Map();
  for (const item of items) {
    const k = key(item);
    const list = found.get(k);
    if (list) list.push(item);
    else found.set(k, [item]);
  }
  return found;
};

const independent = list => new Set(list.map(s => s.article.origin)).size;
const newestFirst = (a, b) => (b.article.day ?? -1) - (a.article.day ?? -1) || a.number - b.number;
const lastDate = list =>
  list.reduce((last, s) => (s.article.date && (!last || s.article.date > last) ? s.article.date : last), null);
