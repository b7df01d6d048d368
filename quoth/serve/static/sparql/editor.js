// Puts an editor in the place of the field for a query: colours, brackets, completion, Ctrl+Enter. The field stays the form's, and
// the page works without.
//
// The editor lives in a shadow root, where its styles come as constructed sheets, which the policy of the page allows.

import {
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  defaultKeymap,
  drawSelection,
  EditorState,
  EditorView,
  HighlightStyle,
  history,
  historyKeymap,
  indentOnInput,
  keymap,
  lineNumbers,
  sparql,
  StreamLanguage,
  syntaxHighlighting,
  tags,
} from "../vendored/editor.js";

const WORDS =
  "SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED WHERE FROM NAMED GRAPH OPTIONAL MINUS UNION FILTER EXISTS BIND VALUES AS ORDER BY ASC " +
  "DESC LIMIT OFFSET GROUP HAVING PREFIX COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG DATATYPE BOUND IRI REGEX REPLACE " +
  "CONTAINS STRSTARTS STRENDS STRLEN SUBSTR UCASE LCASE CONCAT COALESCE IF YEAR MONTH DAY NOT IN a true false";

const LOOK = {
  "&": { fontSize: "0.875rem", color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "6px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: "1.5", minHeight: "15rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "none" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--v2)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--surface)" },
};

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.literal], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: [tags.atom, tags.standard(tags.variableName), tags.propertyName, tags.tagName], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

// Keywords, the terms of the vocabulary, and the variables that stand in the query already.
function completions(terms) {
  const fixed = [...WORDS.split(" ").map((label) => ({ label, type: "keyword" })), ...terms];
  return (context) => {
    const word = context.matchBefore(/[?$]?[\w:-]+|[?$]/);
    if (!word || (word.text.length < 2 && !context.explicit && !/^[?$]/.test(word.text))) return null;
    const variables = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
    variables.delete(word.text);
    return { from: word.from, options: [...fixed, ...[...variables].map((label) => ({ label, type: "variable" }))], validFor: /^[?$]?[\w:-]*$/ };
  };
}

// What is typed over a selection is put in here: Chromium would carry over the look of what was selected as a style of its own, which
// the policy of the page forbids.
function typed(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
  const put = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, event.data, put))) view.dispatch(put());
  return true;
}

function begin(field) {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  const terms = [...document.querySelectorAll("#terms option")].map(({ value, label }) => ({ label: value, detail: label, type: "class" }));
  const run = () => {
    field.form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completions(terms)], icons: false }),
        EditorView.domEventHandlers({ beforeinput: typed }),
        EditorView.theme(LOOK),
        EditorView.contentAttributes.of({ "aria-label": "Query", spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  field.before(host);
  field.hidden = true;
  field.labels[0]?.addEventListener("click", () => view.focus());
  host.dataset.ready = "true";
}

const field = document.getElementById("query");
if (field) begin(field);
