/** One style sheet for all consoles. Contrasts reach WCAG AA in both colour schemes. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #16242b; --soft: #51636d; --paper: #f4f7f8; --card: #ffffff; --line: #d5dfe3;
  --brand: #0b3d4f; --accent: #0b6e75; --bar: #2b8f94; --warn: #8a4b00; --warn-paper: #fff3df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eef1; --soft: #a3b6bf; --paper: #0f181c; --card: #17242a;
  --line: #2c3e46; --brand: #0a2a36; --accent: #6fd3cd; --bar: #3fa7a6; --warn: #ffc67a; --warn-paper: #3a2a12; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--accent); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; padding: .75rem 1.5rem; background: var(--brand); color: #fff; }
.brand { display: flex; align-items: center; gap: .6rem; }
.brand .name { font-weight: 650; font-size: 1.15rem; }
.brand .house { color: #b9d3da; }
.top nav { display: flex; gap: .25rem; flex: 1; }
.top nav a { color: #d9eaee; text-decoration: none; padding: .3rem .7rem; border-radius: .4rem; }
.top nav a[aria-current] { background: #ffffff22; color: #fff; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
.lead { color: var(--soft); margin: 0 0 1.5rem; max-width: 48rem; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; }
.tiles { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); margin-bottom: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1.1rem 1.25rem; }
.card.narrow { max-width: 32rem; margin: 2rem auto; }
.card.wide { grid-column: 1 / -1; }
.tile .value { font-size: 2rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
.tile .value.hidden-count { font-size: 1.25rem; line-height: 2.2rem; }
.tile .label { color: var(--soft); }
.tile .note { color: var(--soft); font-size: .875rem; margin: .35rem 0 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { font-weight: 600; color: var(--soft); font-size: .875rem; }
tbody tr:last-child td { border-bottom: 0; }
.hidden-count { color: var(--soft); font-size: .875rem; }
.number { text-align: right; white-space: nowrap; }
td.bar { width: 32%; padding-right: 0; }
td.bar svg { display: block; width: 100%; height: .7rem; }
td.bar rect { fill: var(--bar); }
.hint { color: var(--soft); font-size: .875rem; }
.alert { background: var(--warn-paper); color: var(--warn); border: 1px solid currentColor; border-radius: .5rem; padding: .6rem .9rem; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input { width: 100%; font: inherit; padding: .5rem .7rem; border: 1px solid var(--soft); border-radius: .4rem; background: var(--card); color: inherit; }
button { font: inherit; margin-top: .75rem; padding: .5rem 1.1rem; border: 0; border-radius: .4rem; background: var(--accent); color: var(--card); font-weight: 600; cursor: pointer; }
button.quiet { margin: 0; background: transparent; color: #d9eaee; border: 1px solid #ffffff55; font-weight: 400; padding: .25rem .8rem; }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
.doors { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
.doors a { font-weight: 650; font-size: 1.1rem; }
.doors p { margin: .2rem 0 0; }
`;
