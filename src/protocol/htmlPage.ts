/** One page that shows a recording in the panel, with nothing to load from anywhere. */

export interface PageParts {
  readonly title: string;
  /** The panel's bundle and its styles. */
  readonly script: string;
  readonly style: string;
  /** The bytes of the .ember file. */
  readonly recordingBase64: string;
}

/** The panel looks for this element when it is not inside VS Code. */
export const RECORDING_ELEMENT_ID = 'recording';

export function htmlPage({ title, script, style, recordingBase64 }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:">
<title>${escapeHtml(title)}</title>
<style>${style.replace(/<\/style/gi, '<\\/style')}</style>
</head>
<body>
<script type="application/x-emberline" id="${RECORDING_ELEMENT_ID}">${recordingBase64}</script>
<script>${script.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--')}</script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
