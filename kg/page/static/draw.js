/* What is written on the network? Names, pictograms and words on lines, without overlap; a veil over what isn't selected. */

const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const FONTS = { name: `600 12.5px ${FACE}`, issue: `italic 600 12.5px ${FACE}`, line: `500 11px ${FACE}`, tall: 15 };
const LABELS_MOST = 240,
  LINE_LABELS_MOST = 140;

const ICONS = {
  person: c => {
    c.arc(0, -0.3, 0.3, 0, 7);
    c.moveTo(0.52, 0.6);
    c.arc(0, 0.6, 0.52, 0, Math.PI, true);
  },
  state: c => {
    c.rect(-0.48, -0.6, 0.13, 1.25);
    c.rect(-0.35, -0.6, 0.88, 0.56);
  },
  organisation: c => {
    c.rect(-0.55, 0.38, 1.1, 0.17);
    [-0.45, -0.08, 0.29].forEach(x => c.rect(x, -0.15, 0.16, 0.48));
    c.moveTo(-0.6, -0.22);
    c.lineTo(0, -0.62);
    c.lineTo(0.6, -0.22);
  },
  armed: c => {
    c.moveTo(0, -0.25);
    c.lineTo(0.42, 0.45);
    c.lineTo(-0.42, 0.45);
  },
  issue: c => {
    [
      [-0.32, 0.7],
      [-0.06, 0.7],
      [0.2, 0.42],
    ].forEach(([y, wide]) => c.rect(-0.35, y, wide, 0.13));
  },
  other: c => {
    c.arc(0, 0, 0.3, 0, 7);
  },
};

const meter = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    meter.font = font;
    width = meter.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** At most two lines of about 22 characters. */
function wrapped(node) {
  if (node.wrapped) return node.wrapped;
  const linesOf = [""];
  for (const word of node.label.split(" ")) {
    const last = linesOf.length - 1;
    if (linesOf[last] && linesOf[last].length + word.length > 21) linesOf.push(word);
    else linesOf[last] += (linesOf[last] ? " " : "") + word;
  }
  const cut = line => (line.length > 24 ? line.slice(0, 23) + "…" : line);
  node.wrapped = linesOf.length > 2 ? [cut(linesOf[0]), cut(linesOf[1] + " …")] : linesOf.map(cut);
  return node.wrapped;
}

/** Rectangles already taken; asks and books in screen pixels. */
class Space {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.cells = new Map();
  }
  *near([x0, y0, x1, y1]) {
    for (let x = Math.floor(x0 / 64); x <= Math.floor(x1 / 64); x += 1)
      for (let y = Math.floor(y0 / 64); y <= Math.floor(y1 / 64); y += 1) yield x * 4096 + y;
  }
  free(box) {
    if (box[0] < 2 || box[1] < 2 || box[2] > this.width - 2 || box[3] > this.height - 2) return false;
    for (const cell of this.near(box))
      for (const b of this.cells.get(cell) || [])
        if (box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]) return false;
    return true;
  }
  book(box) {
    for (const cell of this.near(box)) {
      const list = this.cells.get(cell);
      if (list) list.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

function paint(context) {
  const chosen = selected(),
    scale = network.getScale(),
    canvas = $("canvas");
  if (chosen) veil(context, chosen);
  const ratio = context.getTransform().a / scale;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: palette.bg });
  const space = new Space(canvas.clientWidth, canvas.clientHeight);
  space.book([canvas.clientWidth - 126, 0, canvas.clientWidth, 44]); // the zoom buttons
  const inSight = nodesInSight(chosen, scale, space);
  const book = items =>
    items.slice(0, 800).forEach(({ x, y, radius }) => space.book([x - radius, y - radius, x + radius, y + radius]));
  for (const item of inSight) if (item.radius > 8) icon(context, item);
  const labels = navigating ? 60 : LABELS_MOST;
  const strong = chosen ? inSight : inSight.slice(0, Math.max(30, Math.ceil(inSight.length / 3)));
  book(strong); // a name may cover a lesser node, not the other way round
  const room = labels - names(context, strong, space, labels, chosen);
  book(inSight.slice(strong.length));
  if (!navigating) lineWords(context, chosen, space, scale);
  if (room > 0 && strong.length < inSight.length) names(context, inSight.slice(strong.length), space, room, chosen);
  context.restore();
}

/** Covers everything with the background, half transparent, and draws the selection again above it. */
function veil(context, chosen) {
  const canvas = $("canvas");
  const a = network.DOMtoCanvas({ x: 0, y: 0 }),
    b = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  context.save();
  context.globalAlpha = 0.82;
  context.fillStyle = palette.bg;
  context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
  context.restore();
  if (!navigating || chosen.links.length < 400)
    for (const link of chosen.links) {
      const edge = network.body.edges[link.id];
      if (edge && edge.connected) edge.draw(context);
    }
  for (const node of chosen.nodes) {
    const body = network.body.nodes[node.id];
    if (body && !body.options.hidden) body.draw(context);
  }
}

function nodesInSight(chosen, scale, space) {
  const order = chosen ? [...chosen.nodes].sort((a, b) => a.id - b.id) : nodes;
  if (chosen && state.selection.node) order.unshift(state.selection.node);
  const found = [];
  for (const node of new Set(order)) {
    if (!node.visible) continue;
    const body = network.body.nodes[node.id];
    if (!body) continue;
    const at = network.canvasToDOM({ x: body.x, y: body.y });
    if (at.x < -60 || at.y < -30 || at.x > space.width + 60 || at.y > space.height + 30) continue;
    const radius = sizeNow(node) * scale;
    found.push({ node, x: at.x, y: at.y, radius });
  }
  return found;
}

function icon(context, { node, x, y, radius }) {
  const family = familyOf(node);
  context.save();
  context.translate(x, y + (family === "armed" ? radius * 0.1 : 0));
  context.scale(radius * 0.7, radius * 0.7);
  context.beginPath();
  ICONS[family](context);
  context.fillStyle = palette.bg;
  context.fill();
  context.restore();
}

/** Writes names beside their nodes, where there is room; the hovered and the selected one always. */
function names(context, items, space, most, chosen) {
  let written = 0;
  context.lineWidth = 4;
  for (const { node, x, y, radius } of items) {
    if (written >= most) break;
    const font = isIssue(node) ? FONTS.issue : FONTS.name,
      rows = wrapped(node);
    const half = Math.max(...rows.map(row => widthOf(row, font))) / 2 + 2,
      tall = (rows.length * FONTS.tall) / 2;
    const places = [
      [x, y + radius + tall + 1],
      [x, y - radius - tall - 1],
      [x + radius + half + 3, y],
      [x - radius - half - 3, y],
    ];
    const boxAt = ([px, py]) => [px - half, py - tall, px + half, py + tall];
    let place = places.find(candidate => space.free(boxAt(candidate)));
    if (!place && (node.id === hovered || (chosen && state.selection.node === node))) place = places[0];
    if (!place) continue;
    space.book(boxAt(place));
    context.font = font;
    rows.forEach((row, i) => {
      const py = place[1] + (i - (rows.length - 1) / 2) * FONTS.tall;
      context.strokeText(row, place[0], py);
      context.fillStyle = isIssue(node) ? palette.issue : palette.fg;
      context.fillText(row, place[0], py);
    });
    written += 1;
  }
  return written;
}

/** The relation most often named on a line, with how many statements stand behind it. */
function wordOf(link) {
  if (link.shared)
    return say(link.stance === "pro" ? T.agreement.same : T.agreement.different, {
      count: link.stance === "pro" ? link.same.length : link.different.length,
    });
  if (link.wordFor !== link.live) {
    const [[relation]] = tally(
      link.statements.filter(s => s.on),
      relationOf,
    ).concat([["", 0]]);
    link.word = relation + (link.live > 1 ? ` ×${link.live}` : "");
    link.wordFor = link.live;
  }
  return link.word;
}

function lineWords(context, chosen, space, scale) {
  const list = chosen
    ? chosen.links
    : scale > 0.6 || lines.size <= 150
      ? lines.values()
      : strongest([...lines.values()], 40);
  let written = 0;
  context.font = FONTS.line;
  context.lineWidth = 3.5;
  for (const link of list) {
    if (written >= LINE_LABELS_MOST) break;
    const edge = network.body.edges[link.id];
    if (!edge || !edge.connected || !edge.edgeType || (link.shared && link.firm < 2 && !chosen)) continue;
    const text = `${T.stances[link.stance].sign} ${wordOf(link)}`,
      half = widthOf(text, FONTS.line) / 2 + 3;
    const a = network.canvasToDOM(edge.from),
      b = network.canvasToDOM(edge.to);
    if (Math.hypot(a.x - b.x, a.y - b.y) < half * 1.7 + 24) continue;
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const p = network.canvasToDOM(edge.edgeType.getPoint(part)),
        box = [p.x - half, p.y - 7.5, p.x + half, p.y + 7.5];
      if (!space.free(box)) continue;
      space.book(box);
      context.strokeText(text, p.x, p.y);
      context.fillStyle = palette[link.stance];
      context.fillText(text, p.x, p.y);
      written += 1;
      break;
    }
  }
}

/** The key to shapes and lines, for what is drawn now. */
function drawLegend() {
  const families = new Set(nodes.filter(node => node.visible).map(familyOf));
  const labels = Object.fromEntries(Object.values(T.types).reverse());
  const item = (picture, text) => el("span", {}, picture, text);
  const stances =
    mode === "agreement"
      ? [item(stroke("pro"), T.agreement.legendSame), item(stroke("con"), T.agreement.legendDifferent)]
      : [
          ...meta.polarities.map(stance =>
            item(stroke(stance), `${T.stances[stance].sign} ${T.stances[stance].label}`),
          ),
          item(stroke("pro", true), T.legend.hedged),
        ];
  $("legend").replaceChildren(
    ...stances,
    ...Object.keys(T.shapes)
      .filter(f => families.has(f))
      .map(f => item(glyph(f), labels[f].toLowerCase())),
  );
}
