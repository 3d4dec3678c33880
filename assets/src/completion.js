// Completes what is typed: prefixes, classes, properties and concepts of this graph by their Dutch
// or English name, keywords, the variables of the query, and any other thing by the search.
import { pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

const KEYWORDS = (
  "SELECT CONSTRUCT DESCRIBE ASK WHERE PREFIX DISTINCT OPTIONAL FILTER UNION MINUS VALUES BIND " +
  "GRAPH LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG CONTAINS STRSTARTS " +
  "REGEX LCASE YEAR IF COALESCE BOUND"
).split(" ");
const PHRASES = ["ORDER BY", "GROUP BY", "FILTER NOT EXISTS", "FILTER EXISTS"];
const MOST = 50;
const SHORTEST_SEARCH = 3;
const WORD = /[\p{L}\d_][\p{L}\d_:.\-/]*$/u;

export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** How well a term fits what is typed: lower is better, null is not at all. */
export function fit(term, typed) {
  const local = folded(term.write.replace(/^[^:]*:/, ""));
  if (folded(term.write).startsWith(typed) || local.startsWith(typed)) return 0;
  for (const name of [term.nl, term.en]) {
    const said = folded(name);
    if (said.startsWith(typed)) return 1;
    if (said.split(/[^\p{L}\d]+/u).some((word) => word.startsWith(typed))) return 2;
  }
  return null;
}

/** The text with a PREFIX line for each of these that it lacks, as a change at its begin. */
function lacking(doc, written, prefixes) {
  const prefix = /^([\w-]+):/.exec(written)?.[1];
  if (!prefix || !prefixes[prefix]) return [];
  if (new RegExp(`\\bPREFIX\\s+${prefix}\\s*:`, "i").test(doc)) return [];
  return [{ from: 0, insert: `PREFIX ${prefix}: <${prefixes[prefix]}>\n` }];
}

const writes = (written, prefixes) => (view, completion, from, to) => {
  const before = lacking(view.state.doc.toString(), written, prefixes);
  const shift = before.reduce((sum, change) => sum + change.insert.length, 0);
  view.dispatch({
    changes: [...before, { from, to, insert: written }],
    selection: { anchor: from + shift + written.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
};

const quiet = (context) =>
  /Comment|String|IriRef/.test(syntaxTree(context.state).resolveInner(context.pos, -1).name);

// The rows of tables as they were printed are concepts too: many and much alike, so they come last.
const printed = (term) => term.iri.includes("/begrip/item/");

/** The sources of completion, for a vocabulary that `load` fetches once. */
export function sources({ load, search, language, words }) {
  let loading;
  // A service that does not answer leaves who types in peace; the next word asks it again.
  const vocabulary = () =>
    (loading ??= load().catch(() => {
      loading = undefined;
      return { prefixes: {}, terms: [] };
    }));
  const kinds = { class: words.class, property: words.property, concept: words.concept };
  const number = new Intl.NumberFormat(language);

  const prefixes = async (context) => {
    const found = context.matchBefore(/PREFIX\s+[\w-]*$/i);
    if (!found) return null;
    const known = (await vocabulary()).prefixes;
    return {
      from: context.pos - /[\w-]*$/.exec(found.text)[0].length,
      options: Object.entries(known).map(([name, iri]) => ({
        label: `${name}:`,
        detail: iri,
        apply: `${name}: <${iri}>`,
      })),
    };
  };

  const variables = (context) => {
    const found = context.matchBefore(/[?$][\p{L}\d_]*$/u);
    if (!found) return null;
    const doc = context.state.doc.toString();
    const here = doc.slice(0, found.from) + doc.slice(context.pos);
    const names = new Set(here.match(/[?$][\p{L}\d_]+/gu) ?? []);
    return { from: found.from, options: [...names].sort().map((label) => ({ label })) };
  };

  /** Where a word of the vocabulary is typed; null elsewhere. */
  const place = async (context) => {
    const found = context.matchBefore(WORD);
    if ((!found && !context.explicit) || quiet(context)) return null;
    const from = found ? found.from : context.pos;
    if (/[?$@<]/.test(context.state.sliceDoc(Math.max(from - 1, 0), from))) return null;
    if (context.matchBefore(/PREFIX\s+[\w-]*$/i)) return null;
    return { from, typed: folded(found?.text ?? ""), known: await vocabulary() };
  };

  /** The terms that fit, as they are offered: best first, and the most used of those. */
  const offered = ({ typed, known }, wanted, rank = () => 0) =>
    known.terms
      .filter(wanted)
      .map((term) => [fit(term, typed), term])
      .filter(([score]) => score !== null)
      .sort(
        ([a, one], [b, other]) =>
          rank(one) - rank(other) || a - b || other.count - one.count,
      )
      .slice(0, MOST)
      .map(([, term]) => ({
        label: term[language],
        detail: `${term.write} – ${kinds[term.kind]}, ${number.format(term.count)}×`,
        apply: writes(term.write, known.prefixes),
      }));

  const terms = async (context) => {
    const here = await place(context);
    if (!here) return null;
    const { from, typed, known } = here;
    const afterA = /(?:^|[\s;])a\s+$/.test(context.state.sliceDoc(Math.max(from - 20, 0), from));
    const spoken = [...KEYWORDS, ...PHRASES].filter((word) => folded(word).startsWith(typed));
    const options = [
      ...(typed && !afterA ? spoken.map((label) => ({ label, detail: words.keyword })) : []),
      ...offered(
        here,
        (term) => term.kind !== "concept",
        (term) => (afterA && term.kind !== "class" ? 1 : 0),
      ),
      ...offered(here, (term) => term.kind === "concept" && !printed(term)),
      ...Object.keys(known.prefixes)
        .filter((name) => typed && `${name}:`.startsWith(typed))
        .map((name) => ({
          label: `${name}:`,
          detail: known.prefixes[name],
          apply: writes(`${name}:`, known.prefixes),
        })),
    ];
    return options.length ? { from, options, filter: false } : null;
  };

  const rows = async (context) => {
    const here = await place(context);
    const options = here?.typed ? offered(here, printed) : [];
    return options.length ? { from: here.from, options, filter: false } : null;
  };

  const things = async (context) => {
    const found = context.matchBefore(/[\p{L}\d][\p{L}\d_-]*$/u);
    if (!found || found.text.length < SHORTEST_SEARCH || quiet(context)) return null;
    if (/[?$@<:/]/.test(context.state.sliceDoc(Math.max(found.from - 1, 0), found.from))) return null;
    const known = new Set((await vocabulary()).terms.map((term) => term.iri));
    if (context.aborted) return null;
    const options = (await search(found.text).catch(() => []))
      .filter((thing) => thing.iri && !known.has(thing.iri))
      .map((thing) => ({
        label: thing.label,
        detail: thing.typeLabel ?? "",
        apply: `<${thing.iri}>`,
      }));
    return options.length ? { from: found.from, options, filter: false } : null;
  };

  return [prefixes, variables, terms, things, rows];
}
