/* What a form holds: the text that somebody typed or chose in it, and what it means. */

import { all, one } from "./page.js";

const NOT_TEXT = ["hidden", "password", "file", "submit", "button", "reset"];

export const controlsOf = (form) => [...form.elements].filter((input) => input.name && !NOT_TEXT.includes(input.type));
export const textOf = (form) =>
  controlsOf(form)
    .filter((input) => !input.disabled && (!["checkbox", "radio"].includes(input.type) || input.checked))
    .flatMap((input) =>
      (input.selectedOptions ? [...input.selectedOptions] : [input]).map((each) => [input.name, each.value]),
    );
export const same = (these, those) => JSON.stringify(these) === JSON.stringify(those);
export const valueOf = (fields, name) => fields.find(([each]) => each === name)?.[1] ?? "";

/* A day is a tile or, under "Pick a date", the date field beside it. */
export const PICK = "pick";
export const daysOf = (form) =>
  all(".psp-choice", form)
    .map((choice) => ({ tiles: all("input[type=radio]", choice), date: one("input[type=date]", choice) }))
    .filter(({ tiles, date }) => tiles.length && date);
const meaningOf = (form, fields) => {
  const days = daysOf(form);
  const meant = (name, value) => {
    const day = value === PICK && days.find(({ tiles }) => tiles[0].name === name);
    return day ? valueOf(fields, day.date.name) : value.trim();
  };
  return fields
    .filter(([name]) => !days.some(({ date }) => date.name === name))
    .map(([name, value]) => [name, meant(name, value)])
    .filter(([, value]) => value)
    .sort();
};
export const shows = (form, fields) => same(meaningOf(form, fields), meaningOf(form, textOf(form)));
/* The page of a draft that shows what the portal has, not what was refused. */
export const isStored = (form) => "stored" in form.dataset;
