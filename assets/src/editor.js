// The editor in the place of the textarea. It stands in a shadow root, where its style sheets are
// constructed ones: the policy of the page then needs no exception for styles.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "#154273", fontWeight: "600" },
  { tag: tags.variableName, color: "#8a3b8f" },
  { tag: [tags.string, tags.annotation], color: "#1d6b3a" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "#7a4a00" },
  { tag: [tags.integer, tags.float, tags.bool], color: "#a30d0d" },
  { tag: tags.comment, color: "#4a5560", fontStyle: "italic" },
]);

// As many as fit without a scroll bar: a list that scrolls must take the focus, and this one cannot.
const SHOWN = 10;
const MONO = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace';
const LOOK = EditorView.theme({
  "&": { backgroundColor: "#fff", color: "#1b1b1b", fontSize: "1rem", border: "1px solid #5d6b79" },
  "&.cm-focused": { outline: "3px solid #1b1b1b", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.5", maxHeight: "32rem", overflow: "auto" },
  ".cm-content": { padding: ".5rem 0", minHeight: "14rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "#4a5560", border: "none" },
  ".cm-tooltip": { border: "1px solid #5d6b79", backgroundColor: "#fff" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "inherit",
    maxHeight: "none",
    overflow: "hidden",
    minWidth: "min(20rem, 90vw)",
    maxWidth: "min(42rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: ".25rem .5rem",
    display: "flex",
    flexWrap: "wrap",
    gap: "0 .75rem",
    justifyContent: "space-between",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "#154273", color: "#fff" },
  ".cm-completionLabel": { whiteSpace: "normal" },
  ".cm-completionDetail": {
    fontStyle: "normal",
    color: "#4a5560",
    marginLeft: "0",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
  },
  "li[aria-selected] .cm-completionDetail": { color: "#fff" },
  ".cm-fault": { backgroundColor: "#f8c9c9", textDecoration: "underline wavy #a30d0d" },
  ".cm-faultLine": { backgroundColor: "#fdf1f1" },
  ".cm-matchingBracket": { backgroundColor: "#fff0b3 !important" },
});

// A browser that types over a selection keeps its look in a style attribute, which the policy of the
// page refuses; so the editor itself puts the text in the place of the selection.
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.composing) return false;
    if (view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), {
      userEvent: "input.type",
      scrollIntoView: true,
    });
    return true;
  },
});

const setFault = StateEffect.define();
// The place of an error; it goes when the text there changes or the next query is asked.
const fault = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFault)) return effect.value;
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.contentAttributes.from(field, (marks) => (marks.size ? { "aria-invalid": "true" } : {})),
  ],
});

/**
 * Puts an editor with this text in `host`. `words` are its texts, `label` its name,
 * `run` what Ctrl+Enter does, `sources` what completes.
 */
export function edit({ host, text, words, label, hint, run, sources }) {
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const frame = document.createElement("div");
  const described = document.createElement("p");
  described.id = "hulp";
  described.hidden = true;
  described.textContent = hint;
  root.append(frame, described);
  const view = new EditorView({
    parent: frame,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.phrases.of(words),
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
        lineNumbers(),
        fault,
        typeOver,
        highlightSpecialChars(),
        history(),
        bracketMatching(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": described.id }),
        autocompletion({ override: sources, icons: false, maxRenderedOptions: SHOWN }),
        syntaxHighlighting(COLOURS),
        sparql(),
        LOOK,
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      ],
    }),
  });
  /** The line, and the character that this column is; at the end of a line, the one before. */
  function place(line, column) {
    const at = view.state.doc.line(Math.min(line, view.state.doc.lines));
    const to = Math.min(at.from + column, at.to);
    return { at, from: Math.max(to - 1, at.from), to };
  }
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    replace: (other) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: other },
        annotations: isolateHistory.of("full"),
      }),
    clear: () => view.dispatch({ effects: setFault.of(Decoration.none) }),
    /** Marks the character at this line and column as the place of an error. */
    mark(line, column) {
      const { at, from, to } = place(line, column);
      const marks = [Decoration.line({ class: "cm-faultLine" }).range(at.from)];
      if (to > from) marks.push(Decoration.mark({ class: "cm-fault" }).range(from, to));
      view.dispatch({ effects: setFault.of(Decoration.set(marks)) });
    },
    goTo(line, column) {
      view.dispatch({ selection: { anchor: place(line, column).from }, scrollIntoView: true });
      view.focus();
    },
  };
}
