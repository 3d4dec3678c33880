// Draws a network of things: nodes with their names, edges with what they mean.
import cytoscape from "cytoscape";

const INK = "#1b1b1b";
const BLUE = "#154273";
const QUIET = "#5d6b79";
const STYLE = [
  {
    selector: "node",
    style: {
      "background-color": BLUE,
      color: INK,
      label: "data(label)",
      "font-size": 12,
      "text-wrap": "wrap",
      "text-max-width": 130,
      "text-valign": "bottom",
      "text-margin-y": 4,
      "text-background-color": "#ffffff",
      "text-background-opacity": 0.85,
      "text-background-padding": 2,
      width: 20,
      height: 20,
    },
  },
  {
    selector: "edge",
    style: {
      width: 1.5,
      "line-color": QUIET,
      "target-arrow-color": QUIET,
      "target-arrow-shape": "triangle",
      "curve-style": "bezier",
      color: INK,
      label: "data(label)",
      "font-size": 11,
      "text-rotation": "autorotate",
      "text-background-color": "#ffffff",
      "text-background-opacity": 0.9,
      "text-background-padding": 1,
    },
  },
  { selector: "edge.crowded", style: { label: "" } },
  { selector: "edge.near", style: { label: "data(label)", "line-color": BLUE, width: 2.5 } },
  { selector: "node.chosen", style: { "border-width": 4, "border-color": "#c1560f" } },
];
const CROWDED = 40;
const STEP = 1.3;
const SMALLEST = 12;
const LARGEST = 20;

// Where each node begins: on a circle, so that the same answer always gives the same drawing.
function circle(count) {
  const radius = 40 * Math.sqrt(count + 1) + 60;
  return Array.from({ length: count }, (_, i) => ({
    x: radius * Math.cos((2 * Math.PI * i) / count),
    y: radius * Math.sin((2 * Math.PI * i) / count),
  }));
}

// Cytoscape adds a style element unless one with this id is there; the policy of the page refuses it,
// and site.css says the same.
function keepOutItsStyle() {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const mark = document.createElement("template");
  mark.id = id;
  document.head.append(mark);
}

/**
 * Draws `network` in the element `place`; `told` is called with a node that is chosen.
 * It gives the hands by which buttons move the drawing.
 */
export function draw(place, network, told) {
  keepOutItsStyle();
  const places = circle(network.nodes.length);
  const drawing = cytoscape({
    container: place,
    elements: {
      nodes: network.nodes.map((data, i) => ({ data, position: places[i] })),
      edges: network.edges.map((data) => ({ data })),
    },
    style: STYLE,
    layout: {
      name: "cose",
      animate: false,
      randomize: false,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: () => 110,
      nodeRepulsion: () => 90000,
      padding: 24,
    },
    maxZoom: 2.5,
    minZoom: 0.1,
    userZoomingEnabled: false,
    boxSelectionEnabled: false,
  });
  if (network.edges.length > CROWDED) drawing.edges().addClass("crowded");
  if (drawing.zoom() > 1.4) {
    drawing.zoom(1.4);
    drawing.center();
  }
  // A drawing that had to shrink to fit keeps names that can be read.
  const size = Math.min(SMALLEST / drawing.zoom(), LARGEST);
  drawing.nodes().style("font-size", Math.max(size, SMALLEST));
  const choose = (node) => {
    drawing.elements().removeClass("chosen near");
    node.addClass("chosen");
    node.connectedEdges().addClass("near");
    told(node.data());
  };
  drawing.on("tap", "node", (event) => choose(event.target));
  const step = (count) => {
    const nodes = drawing.nodes();
    const now = nodes.toArray().findIndex((node) => node.hasClass("chosen"));
    const first = count > 0 ? 0 : nodes.length - 1;
    const node = nodes[now < 0 ? first : (now + count + nodes.length) % nodes.length];
    choose(node);
    drawing.center(node);
  };
  const zoom = (factor) =>
    drawing.zoom({
      level: drawing.zoom() * factor,
      renderedPosition: { x: drawing.width() / 2, y: drawing.height() / 2 },
    });
  return {
    closer: () => zoom(STEP),
    farther: () => zoom(1 / STEP),
    whole: () => drawing.fit(undefined, 24),
    next: () => step(1),
    previous: () => step(-1),
    move: (x, y) => drawing.panBy({ x, y }),
    close: () => drawing.destroy(),
  };
}
