/* Where is …? Names and aliases at once; sentences as soon as the articles are unpacked. */

const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const NAMES_MOST = 8,
  SENTENCES_MOST = 6;

let found = [],
  active = -1,
  pathFrom = null,
  asked = 0;
let sentenceIndex = null;

function prepareSearch() {
  for (const node of nodes) node.folded = [node.label, ...node.names].map(fold);
  if (isSmall()) for (const s of statements) if (isIssue(s.object)) addWording(s.object, meta.wordings[s.wording]);
  const input = $("search");
  input.addEventListener("input", look);
  input.addEventListener("focus", () => {
    if (input.value) look();
  });
  input.addEventListener("blur", () => {
    closeHits();
    leavePath();
  });
  input.addEventListener("keydown", keyInSearch);
}

const isSmall = () => statements.length < 20000;

function addWording(node, wording) {
  const word = fold(wording);
  if (node.folded.length < 24 && !node.folded.includes(word)) node.folded.push(word);
}

/** Folded sentences of all statements, unpacked and folded in slices so that typing stays smooth. */
function sentences() {
  sentenceIndex ||= (async () => {
    const index = new Array(statements.length);
    for (const article of articles) {
      const text = (await textOf(article)) || "";
      for (const s of article.statements) index[s.number] = fold(text.slice(s.spans[0], s.spans[1]));
      if (article.number % 200 === 199) await new Promise(idle);
    }
    return index;
  })();
  return sentenceIndex;
}

function matchingNodes(query) {
  const hits = [];
  for (const node of nodes) {
    let best = 9;
    node.folded.forEach((name, i) => {
      const at = name.indexOf(query);
      if (at >= 0) best = Math.min(best, (i ? 1 : 0) + (at === 0 ? 0 : name[at - 1] === " " ? 2 : 4));
    });
    if (best < 9) hits.push([best, node]);
  }
  return hits
    .sort((x, y) => x[0] - y[0] || y[1].count - x[1].count || x[1].id - y[1].id)
    .slice(0, NAMES_MOST)
    .map(([, node]) => ({ node }));
}

async function look() {
  const query = fold($("search").value.trim()),
    turn = ++asked;
  if (!query) return closeHits();
  const byName = matchingNodes(query);
  if (pathFrom) return showHits(byName.filter(hit => hit.node !== pathFrom));
  showHits(byName);
  if (query.length < 3) return undefined;
  const index = await sentences();
  if (turn !== asked) return undefined;
  const hits = [];
  let more = 0;
  for (const s of statements)
    if (index[s.number].includes(query)) {
      if (hits.length < SENTENCES_MOST) hits.push({ statement: s, text: index[s.number] });
      else more += 1;
    }
  return showHits([...byName, ...hits], more);
}

function showHits(hits, more = 0) {
  found = hits;
  active = hits.length ? Math.max(0, Math.min(active, hits.length - 1)) : -1;
  const query = $("search").value.trim();
  const rows = hits.map((hit, i) =>
    el(
      "li",
      {
        role: "option",
        id: "hit-" + i,
        "aria-selected": String(i === active),
        onmousedown: event => {
          event.preventDefault();
          pick(i);
        },
      },
      hit.node ? nodeHit(hit.node) : statementHit(hit.statement),
    ),
  );
  if (!hits.length)
    rows.push(
      el(
        "li",
        { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        say(T.ui.searchNone, { query }),
      ),
    );
  if (more)
    rows.push(
      el(
        "li",
        { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        say(T.ui.searchMore, { count: more }),
      ),
    );
  $("hits").replaceChildren(...rows);
  $("hits").hidden = false;
  $("search").setAttribute("aria-expanded", "true");
  markActive();
}

const nodeHit = node => [
  glyph(familyOf(node)),
  el("bdi", {}, node.label),
  el("small", {}, `${typeLabel(node)} · ${say(T.status.statements, { count: node.count })}`),
];

const statementHit = s => [
  sign(s.stance),
  el("span", {}, el("bdi", {}, s.subject.label), ` ${relationOf(s)} `, el("bdi", {}, s.object.label)),
  el("small", {}, [s.article.outlet, s.article.date].filter(Boolean).join(" · ")),
];

function markActive() {
  [...$("hits").children].forEach((row, i) => {
    if (i < found.length) row.setAttribute("aria-selected", String(i === active));
  });
  if (active >= 0) {
    $("search").setAttribute("aria-activedescendant", "hit-" + active);
    $("hit-" + active)?.scrollIntoView({ block: "nearest" });
  } else $("search").removeAttribute("aria-activedescendant");
}

function closeHits() {
  $("hits").hidden = true;
  active = -1;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function pick(i) {
  const hit = found[i];
  if (!hit) return;
  const from = pathFrom;
  $("search").value = "";
  closeHits();
  leavePath();
  if (from && hit.node) select({ kind: "path", a: from, b: hit.node }, { show: true, focus: true });
  else if (hit.node) select({ kind: "node", node: hit.node }, { show: true, focus: true });
  else select({ kind: "statement", statement: hit.statement }, { show: true, focus: true });
}

function keyInSearch(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length) {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      markActive();
    }
  } else if (event.key === "Enter") pick(Math.max(0, active));
  else if (event.key === "Escape") {
    event.stopPropagation();
    $("search").value = "";
    closeHits();
    leavePath();
    $("canvas").focus();
  }
}

/** Lets the search choose the other end of a path. */
function askPath(node) {
  const input = $("search");
  input.value = "";
  input.focus();
  pathFrom = node;
  input.placeholder = say(T.ui.searchPath, { name: node.label });
}

function leavePath() {
  pathFrom = null;
  $("search").placeholder = T.ui.searchHint;
}
