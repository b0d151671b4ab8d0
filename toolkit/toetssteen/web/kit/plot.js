// Draws figures with plotly, each under its alternative text; the table with the numbers stands beside it.

/** @typedef {{ id: string, figure: any, alternative: string, config: object }} PlotlyFigure */

const page = /** @type {any} */ (globalThis);

/** @param {string} script the code of plotly, which makes itself a global */
async function load(script) {
  if (page.Plotly) return page.Plotly;
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
  return page.Plotly;
}

/** @param {{ model: any, el: HTMLElement }} widget */
async function render({ model, el }) {
  const plotly = await load(model.get("script"));
  /** @type {PlotlyFigure[]} */
  const figures = model.get("figures");
  const drawn = figures.map(({ id, figure, alternative, config }) => {
    const frame = document.createElement("figure"),
      caption = document.createElement("figcaption"),
      plot = document.createElement("div");
    caption.textContent = alternative;
    caption.id = `plot-${id}-${model.model_id ?? ""}`;
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-labelledby", caption.id);
    frame.append(plot, caption);
    frame.style.margin = "0 0 1.5rem";
    return { frame, plot, figure, config };
  });
  el.replaceChildren(...drawn.map((figure) => figure.frame));
  // Keys reach no button inside a picture, so it has none: what it can do is done by pointing.
  for (const { plot, figure, config } of drawn)
    plotly.newPlot(plot, figure.data, figure.layout, { ...config, displayModeBar: false });
  return () => {
    for (const { plot } of drawn) plotly.purge(plot);
  };
}
export default { render };
