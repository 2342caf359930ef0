/** Builds elements: text only as text nodes, styles only through the CSSOM, so that a strict content policy holds. */

export type Child = Node | string | null;

export interface Properties {
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

type Tags = HTMLElementTagNameMap;

export function h<Tag extends keyof Tags>(tag: Tag, properties: Properties, ...children: readonly Child[]): Tags[Tag] {
  const element = document.createElement(tag);
  if (properties.class !== undefined) {
    element.className = properties.class;
  }
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button with a visible text, which is its name. */
export function button(text: string, className: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const element = h('button', { class: className, attributes: { type: 'button' } }, text);
  element.addEventListener('click', onClick);
  return element;
}

/** A button that shows a drawing only; `name` is read out and shown as a hint. */
export function iconButton(name: string, icon: Node, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const element = h('button', { class: 'icon-button', attributes: { type: 'button', 'aria-label': name, title: name } }, icon);
  element.addEventListener('click', onClick);
  return element;
}

/** Sets the text only when it differs: an unchanged text keeps the user's selection and wakes no screen reader. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function toggleAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** A 16 by 16 line drawing in the text's colour. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true', class: 'icon' })) {
    svg.setAttribute(name, value);
  }
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** True while the user types text, so that single keys are left alone. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

export function expectDefined<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`missing ${what}`);
  }
  return value;
}
