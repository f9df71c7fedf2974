/* What can be taken along? A picture, a drawing, a table, a link. */

const fileName = ending =>
  `${(
    meta.title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "graph"
  ).slice(0, 60)}.${ending}`;

function save(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  toast(say(T.ui.saved, { name }));
}

/** What is in sight, with the title above and what is shown below. */
function savePng() {
  if ($("graph").hidden) update({ view: "graph" });
  const source = $("canvas").querySelector("canvas"),
    ratio = source.width / $("canvas").clientWidth,
    band = 44 * ratio;
  const target = Object.assign(document.createElement("canvas"), {
    width: source.width,
    height: source.height + 2 * band,
  });
  const context = target.getContext("2d");
  context.fillStyle = palette.bg;
  context.fillRect(0, 0, target.width, target.height);
  context.drawImage(source, 0, band);
  context.fillStyle = palette.fg;
  context.textBaseline = "middle";
  context.font = `600 ${17 * ratio}px ${FACE}`;
  context.fillText(meta.title, 16 * ratio, band / 2);
  context.font = `${12 * ratio}px ${FACE}`;
  context.fillStyle = palette.muted;
  context.fillText($("status").textContent, 16 * ratio, target.height - band / 2);
  target.toBlob(blob => save(blob, fileName("png")));
}

function svgShape(node, x, y) {
  const r = node.size,
    common = { fill: palette[familyOf(node)], stroke: palette.bg, "stroke-width": 2 };
  const corners = (count, turn, radius = r) =>
    Array.from({ length: count }, (_, i) => {
      const a = turn + (2 * Math.PI * i) / count;
      return `${(x + radius * Math.cos(a)).toFixed(1)} ${(y + radius * Math.sin(a)).toFixed(1)}`;
    }).join("L");
  const path = d => svg("path", { d: `M${d}z`, ...common });
  return {
    square: () => svg("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, ...common }),
    diamond: () => path(corners(4, 0)),
    hexagon: () => path(corners(6, 0)),
    triangle: () => path(corners(3, -Math.PI / 2, r * 1.15)),
    dot: () => svg("circle", { cx: x, cy: y, r, ...common }),
  }[node.shape]();
}

function svgLine(link, at) {
  const a = at(link.a),
    b = at(link.b),
    length = Math.hypot(b.x - a.x, b.y - a.y) || 1,
    edge = network.body.edges[link.id];
  const middle =
    edge && edge.edgeType && edge.connected ? edge.edgeType.getPoint(0.5) : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const bend = { x: 2 * middle.x - (a.x + b.x) / 2, y: 2 * middle.y - (a.y + b.y) / 2 };
  const back = Math.hypot(b.x - bend.x, b.y - bend.y) || length,
    ux = (b.x - bend.x) / back,
    uy = (b.y - bend.y) / back;
  const tip = { x: b.x - ux * (link.b.size + 2), y: b.y - uy * (link.b.size + 2) };
  const head = `M${tip.x} ${tip.y}L${tip.x - ux * 11 - uy * 4.5} ${tip.y - uy * 11 + ux * 4.5}L${tip.x - ux * 11 + uy * 4.5} ${tip.y - uy * 11 - ux * 4.5}z`;
  const color = palette[link.stance],
    round = d => d.replace(/\d+\.\d+/g, value => Number(value).toFixed(1));
  const dash = { con: "7 4", neutral: "2 4" }[link.stance];
  return svg(
    "g",
    { opacity: link.firm ? 0.9 : 0.45 },
    svg("path", {
      d: round(`M${a.x} ${a.y}Q${bend.x} ${bend.y} ${tip.x} ${tip.y}`),
      fill: "none",
      stroke: color,
      "stroke-width": (1.3 + 1.7 * Math.log2(Math.max(1, link.liveSupport))).toFixed(1),
      "stroke-dasharray": dash || null,
    }),
    link.directed === false ? null : svg("path", { d: round(head), fill: color }),
    svg(
      "text",
      {
        x: middle.x.toFixed(1),
        y: middle.y.toFixed(1),
        fill: color,
        "font-size": 10,
        "text-anchor": "middle",
        "paint-order": "stroke",
        stroke: palette.bg,
        "stroke-width": 3,
      },
      wordOf(link),
    ),
    svg("title", {}, `${link.a.label} ${wordOf(link)} ${link.b.label}`),
  );
}

function drawing() {
  const visible = nodes.filter(node => node.visible),
    spots = network.getPositions(visible.map(node => node.id)),
    at = node => spots[node.id];
  const xs = visible.map(node => at(node).x),
    ys = visible.map(node => at(node).y),
    margin = 110;
  const x0 = Math.min(0, ...xs) - margin,
    y0 = Math.min(0, ...ys) - margin,
    width = Math.max(0, ...xs) + margin - x0,
    height = Math.max(0, ...ys) + margin - y0;
  return svg(
    "svg",
    { xmlns: SVG, viewBox: `${x0} ${y0} ${width} ${height}`, width, height, "font-family": "sans-serif" },
    svg("title", {}, meta.title),
    svg("rect", { x: x0, y: y0, width, height, fill: palette.bg }),
    [...lines.values()].map(link => svgLine(link, at)),
    visible.map(node => svgShape(node, at(node).x, at(node).y)),
    visible.map(node =>
      wrapped(node).map((row, i) =>
        svg(
          "text",
          {
            x: at(node).x,
            y: at(node).y + node.size + 13 + 14 * i,
            "text-anchor": "middle",
            "font-size": 12,
            "font-weight": 600,
            fill: isIssue(node) ? palette.issue : palette.fg,
            "paint-order": "stroke",
            stroke: palette.bg,
            "stroke-width": 3,
          },
          row,
        ),
      ),
    ),
  );
}

const saveSvg = () =>
  save(new Blob([new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" }), fileName("svg"));

/** A cell for spreadsheets: quoted, and never read as a formula. */
function csvCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

async function table() {
  const rows = [T.csv];
  for (const s of shown.statements) {
    const text = (await textOf(s.article)) || "";
    rows.push([
      s.id,
      s.subject.label,
      relationName(s),
      s.object.label,
      s.stance,
      meta.modalities[s.modality],
      s.firm ? "yes" : "no",
      s.link.liveSupport,
      s.sources.map(node => node.label).join("; "),
      s.article.outlet,
      s.article.date,
      s.article.title,
      s.article.url,
      text.slice(s.spans[0], s.spans[1]),
    ]);
  }
  return "\ufeff" + rows.map(row => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

const saveCsv = async () => save(new Blob([await table()], { type: "text/csv;charset=utf-8" }), fileName("csv"));

function prepareTake() {
  const jobs = {
    link: () => copy(location.href),
    png: savePng,
    svg: saveSvg,
    csv: saveCsv,
    print: () => window.print(),
  };
  for (const [name, job] of Object.entries(jobs))
    $("take-" + name).addEventListener("click", () => {
      $("take").open = false;
      job();
    });
  addEventListener("beforeprint", () =>
    document.querySelectorAll(".unfold[aria-expanded=false]").forEach(b => b.click()),
  );
  document.addEventListener("click", event => {
    if (!$("take").contains(event.target)) $("take").open = false;
  });
}
