/** The JSON property of an element of several types: `value` as a `Quantity` is `valueQuantity`. Source: R4 formats.html#choice. */
export function choiceProperty(element: string, type: string): string {
  return `${element}${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
