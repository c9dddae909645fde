import { el } from './dom.js';
import { nonce, settings } from './settings.js';
import { colours, onShade } from './theme.js';
import { textTables } from './text-table.js';

/**
 * A figure: data that plotly.js draws, with its numbers in a table below. It is drawn in the page, not in a frame: it is data and no
 * script, one copy of plotly.js serves all figures, and the page's policy runs no script that is not ours, whatever a text in it says.
 */

export const MIME = 'application/vnd.plotly.v1+json';

/** @type {Promise<any> | null} */
let loading = null;

/** @returns {Promise<any>} plotly.js; it fails when there is none */
function loadPlotly() {
  return loading ??= new Promise((done, failed) => {
    if (!settings.plotly) return failed(new Error('no plotly.js'));
    const script = document.createElement('script');
    script.nonce = nonce;
    if (settings.plotly.integrity) {
      script.integrity = settings.plotly.integrity;
      script.crossOrigin = 'anonymous';
    }
    script.onload = () => done(/** @type {any} */ (window).Plotly);
    script.onerror = () => failed(new Error('plotly.js could not be loaded'));
    script.src = settings.plotly.src;
    document.head.append(script);
  });
}

export const hasFigures = () => settings.plotly !== null;

/** @type {Set<Figure>} */
const shown = new Set();
onShade(() => { for (const figure of shown) figure.redraw(); });
const sizes = new ResizeObserver(entries => {
  for (const { target } of entries) for (const figure of shown) if (figure.plot === target) figure.resize();
});
// A figure is drawn when it comes near; a hundred of them cost nothing until then.
const near = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) for (const figure of shown) if (figure.plot === target) figure.come();
}, { rootMargin: '800px' });

/** Draws all figures, wherever they are. */
export const allFigures = () => Promise.all([...shown].map(figure => figure.come()));

export class Figure {
  plot = el('div.plot');
  // The words stand on the figure and not on the plot, which has buttons inside.
  dom = el('figure.figure', {}, this.plot);
  #instead;
  #data = { data: [], layout: {} };
  #isNear = false;
  #isDrawn = false;
  #details = el('details', { hidden: true }, el('summary', {}, 'The numbers'));

  /** @param {() => void} instead  called when there is no plotly.js */
  constructor(instead) {
    this.#instead = instead;
    this.dom.append(this.#details);
    shown.add(this);
    near.observe(this.plot);
    sizes.observe(this.plot);
  }

  /**
   * @param {any} figure  as plotly.js takes it
   * @param {string} text  title, description and tables as plain text
   */
  show(figure, text) {
    this.#data = { data: Array.isArray(figure?.data) ? figure.data : [], layout: figure?.layout ?? {} };
    const { words, tables } = textTables(text);
    this.dom.setAttribute('aria-label', words || this.#data.layout.title?.text || 'Figure');
    this.#details.hidden = tables.length === 0;
    this.#details.replaceChildren(this.#details.firstElementChild, ...tables);
    if (this.#isNear) this.#draw();
  }

  come() {
    this.#isNear = true;
    near.unobserve(this.plot);
    return this.#draw();
  }

  redraw() { if (this.#isDrawn) this.#draw(); }

  resize() { if (this.#isDrawn) loadPlotly().then(plotly => plotly.Plots.resize(this.plot), () => { }); }

  async #draw() {
    let plotly;
    try {
      plotly = await loadPlotly();
    } catch {
      this.remove();
      this.#instead();
      return;
    }
    if (!this.plot.isConnected) return;
    const { data, layout } = dressed(this.#data);
    await plotly.react(this.plot, data, layout, {
      responsive: false, displaylogo: false, displayModeBar: matchMedia('(hover: none)').matches ? false : 'hover', scrollZoom: false,
      // Each by its name: plotly.js has buttons of its own that send a figure to a cloud.
      modeBarButtons: [['toImage', {
        name: 'svg', title: 'Download as SVG', icon: plotly.Icons.disk, click: plot => plotly.downloadImage(plot, { format: 'svg', filename: fileName(layout) }),
      }], ['zoom2d', 'pan2d', 'zoomIn2d', 'zoomOut2d', 'resetScale2d']],
      showSendToCloud: false, plotlyServerURL: '',
      toImageButtonOptions: { format: 'png', scale: 2, filename: fileName(layout) },
    });
    this.#isDrawn = true;
  }

  remove() {
    shown.delete(this);
    near.unobserve(this.plot);
    sizes.unobserve(this.plot);
    if (this.#isDrawn) /** @type {any} */ (window).Plotly?.purge(this.plot);
    this.dom.remove();
  }
}

const fileName = layout => String(layout.title?.text ?? 'figure').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60).replace(/^-|-$/g, '') || 'figure';

/** The figure in the page's colours; what would fetch something, or lead somewhere, is left out. */
function dressed({ data, layout }) {
  const theme = colours();
  const axis = given => ({
    ...given, gridcolor: theme['--line'], linecolor: theme['--line'], zerolinecolor: theme['--line'], tickfont: { ...given?.tickfont, color: theme['--quiet'] },
    title: title(given?.title, theme['--quiet'], 13), automargin: true,
  });
  const axes = Object.fromEntries(Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name)).map(([name, given]) => [name, axis(given)]));
  const { images, updatemenus, sliders, ...rest } = layout;
  return {
    data: structuredClone(data),
    layout: structuredClone({
      ...rest,
      ...axes,
      title: { ...title(layout.title, theme['--ink'], 15), x: 0, xref: 'paper', xanchor: 'left' },
      font: { ...layout.font, color: theme['--ink'], family: getComputedStyle(document.body).fontFamily, size: 12 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      legend: { orientation: 'h', y: -0.22, yanchor: 'top', x: 0, ...layout.legend },
      hoverlabel: { bgcolor: theme['--panel'], bordercolor: theme['--line'], font: { color: theme['--ink'] } },
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: theme['--quiet'], activecolor: theme['--accent'] },
      margin: { l: 60, r: 16, t: 44, b: 48, ...layout.margin },
      shapes: (layout.shapes ?? []).map(shape => ({ ...shape, line: { ...shape.line, color: theme['--quiet'] } })),
      autosize: true,
      height: undefined,
      width: undefined,
    }),
  };
}

function title(given, color, size) {
  const object = typeof given === 'string' ? { text: given } : given ?? {};
  return { ...object, font: { ...object.font, color, size } };
}
