// On a page with a chart or map: what a mark stands for is told where one points.
import { attend } from "./hover.js";

attend(document);
