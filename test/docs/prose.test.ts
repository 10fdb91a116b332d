import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import clientPackage from '../../lib/client/package.json' with { type: 'json' };
import rootPackage from '../../package.json' with { type: 'json' };

const maxColumns = 100;

const exclude = ['**/node_modules', '**/dist', '**/cdk.out', '**/coverage'];
const files = globSync('**/*.{ts,mjs,md}', { exclude });
const documents = files.filter((file) => file.endsWith('.md'));

/** Returns a document with its fenced blocks blanked, so that lines keep their numbers. */
const withoutFences = (text: string): string =>
  text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, (block) => block.replaceAll(/[^\n]/g, ''));

/** Blanks what a command writes between its marks: the command does not break its lines. */
const withoutGenerated = (text: string): string =>
  text.replaceAll(/<!-- .* writes from here -->[\s\S]*?<!-- to here -->/g, (part) =>
    part.replaceAll(/[^\n]/g, ''),
  );

/** Whether a line is one long word, such as a link or an ARN, and cannot be broken. */
const isUnbreakable = (line: string): boolean =>
  /^\s*(\S{1,15} )?(\[[^\]]*\]\(\S+\)\S*|\S{70,})( \S{1,2})?$/.test(line);

/** Whether code is wide for an import, or for a text or pattern that stands in one piece. */
const isWideForText = (line: string): boolean =>
  /^\s*(?!\/[/*]|\*)(.*(['"`]).{50,}\2|.*\/\^.{80,}\$\/|import .* from )/.test(line);

/** Returns the numbers of the lines that are too wide. */
function wideLines(text: string, isMarkdown: boolean): number[] {
  const lines = (isMarkdown ? withoutGenerated(withoutFences(text)) : text).split('\n');
  return lines.flatMap((line, index) => {
    const isTable = isMarkdown && /^\s*\|/.test(line);
    const isExempt = isTable || isUnbreakable(line) || (!isMarkdown && isWideForText(line));
    return line.length <= maxColumns || isExempt ? [] : [index + 1];
  });
}

/** Returns the anchors of a document's headings, as GitHub makes them. */
function anchorsOf(document: string): string[] {
  const headings = withoutFences(readFileSync(document, 'utf8')).matchAll(/^#{1,6} (.+)$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** Returns where a document's links and images lead inside the repository. */
function relativeLinks(document: string): string[] {
  const text = withoutFences(readFileSync(document, 'utf8')).replaceAll(/`[^`\n]*`/g, '');
  const found = text.matchAll(/\]\(([^)\s]+)\)|\b(?:href|src|srcset)="([^"]+)"/g);
  return [...found]
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link));
}

/** Whether a link leads to a file that is there, and to a heading that it has. */
function leadsSomewhere(document: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? document : path.join(path.dirname(document), target);
  if (!existsSync(file)) return false;
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(file).includes(anchor);
}

describe('the width of text', () => {
  it(`is ${maxColumns} columns at most`, () => {
    expect(files.length).toBeGreaterThan(100);
    const wide = files.flatMap((file) =>
      wideLines(readFileSync(file, 'utf8'), file.endsWith('.md')).map((line) => `${file}:${line}`),
    );
    expect(wide).toEqual([]);
  });

  it('does not count tables, fenced blocks, generated parts and unbreakable lines', () => {
    const wide = 'a word '.repeat(20);
    const url = `https://example.com/${'a'.repeat(maxColumns)}`;
    const fence = '```';
    const excused = [`| ${wide} |`, url, `- [a link](${url})`, fence, wide, fence];
    const generated = ['<!-- npm run x writes from here -->', wide, '<!-- to here -->'];
    expect(wideLines([...excused, ...generated, wide].join('\n'), true)).toEqual([10]);
    expect(wideLines([fence, wide, fence].join('\n'), false)).toEqual([2]);
  });
});

describe('docs/decisions/README.md', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8');
  const records = readdirSync('docs/decisions').filter((name) => /^\d{4}-/.test(name));

  it('lists each decision on a line with its number and title, in order', () => {
    const expected = records.sort().map((name, position) => {
      const [title = ''] = readFileSync(`docs/decisions/${name}`, 'utf8').split('\n');
      expect([name, title]).toEqual([
        expect.stringMatching(`^${String(position + 1).padStart(4, '0')}-`),
        expect.stringMatching(`^# ${name.slice(0, 4)} \\S`),
      ]);
      return `- [${title.slice(2)}](${name})`;
    });
    const listed = [...index.matchAll(/^- \[\d{4} [^\]]*\]\([^)]*\)/gm)].map(([entry]) => entry);
    expect(listed).toEqual(expected);
  });

  it.each(records)(
    'leads to a record with date, context, decision and consequences: %s',
    (name) => {
      const text = readFileSync(`docs/decisions/${name}`, 'utf8');
      expect(text).toMatch(/^Date: \d{4}-\d\d-\d\d\./m);
      const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, section]) => section);
      expect(sections).toEqual(expect.arrayContaining(['Context', 'Decision', 'Consequences']));
    },
  );

  it('says of each dependency why it is there', () => {
    const { dependencies, devDependencies } = rootPackage;
    const names = Object.keys({
      ...dependencies,
      ...devDependencies,
      ...clientPackage.dependencies,
    });
    const explained = [...index.matchAll(/^\|(.*?)\|/gm)].flatMap(([, packages = '']) =>
      [...packages.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(explained.sort()).toEqual(names.sort());
  });
});

describe('each relative link', () => {
  it.each(documents)('leads to a file and a heading that are there: %s', (document) => {
    const broken = relativeLinks(document).filter((link) => !leadsSomewhere(document, link));
    expect(broken).toEqual([]);
  });

  it('is looked for in text, images and HTML', () => {
    expect(relativeLinks('README.md').length).toBeGreaterThan(3);
    expect(leadsSomewhere('README.md', 'docs/decisions/README.md#dependencies')).toBe(true);
    expect(leadsSomewhere('README.md', 'docs/decisions/README.md#nothing')).toBe(false);
    expect(leadsSomewhere('docs/runbook.md', 'nothing.md')).toBe(false);
  });
});
