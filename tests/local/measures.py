"""What a browser is asked about the page: texts with too little contrast, and targets too small to hit."""

from __future__ import annotations

CONTRAST = """
() => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
  const solid = (each) => { for (; each; each = each.parentElement) { const c = getComputedStyle(each).backgroundColor;
    if (!/, 0\\)|transparent/.test(c)) return rgb(c); } return [255, 255, 255]; };
  const low = [];
  for (const each of document.querySelectorAll("h1, p, .text, .meta, .key, .command, .text a, .pill, .bar button, .start, .menu span, small")) {
    if (!each.offsetParent) continue;
    const r = ratio(rgb(getComputedStyle(each).color), solid(each));
    if (r < 4.5) low.push(`${each.className || each.tagName} ${r.toFixed(2)}`);
  }
  return low;
}
"""
TARGETS = """
() => [...document.querySelectorAll("button:not(.command), a.key, textarea")].filter((each) => each.offsetParent)
  .map((each) => [each.className || each.id, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => `${name} ${box.width}x${box.height}`)
"""
