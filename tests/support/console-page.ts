import type { Page, Locator } from 'playwright-core';
import { DESK_MESSAGES } from '../../web/src/i18n/desk-messages.ts';
import type { BodyMove } from '@citybrain/protocol';

const ZH = DESK_MESSAGES['zh-CN'].desk as unknown as Words;
interface Words {
  readonly [key: string]: string | Words;
}

/** The Chinese words behind a key of the console, such as `move.accept`. */
export function deskWords(key: string): string {
  let at: string | Words | undefined = ZH;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  if (typeof at !== 'string') throw new Error(`the console has no words desk.${key}`);
  return at;
}

/** What is filled in: by the label of the field; a choice or a pick by its words, a yes or no by its words too. */
export type Filled = readonly (readonly [kind: 'choose' | 'pick' | 'type' | 'tick', label: string, value: string])[];

/** The console as somebody works with it: by the words on its buttons and fields. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get moves(): Locator {
    return this.page.getByRole('region', { name: deskWords('moves') });
  }

  get sheet(): Locator {
    return this.page.getByRole('dialog');
  }

  async open(url: string, ticket: string): Promise<void> {
    await this.page.goto(`${url}/console?ticket=${ticket}`);
    await this.moves.waitFor();
  }

  /** Status as the head of the ticket says it. */
  status(word: string): Promise<void> {
    return this.page.locator('.desk-ticket, article, section').getByText(word, { exact: true }).first().waitFor();
  }

  moveButton(move: BodyMove): Locator {
    return this.moves.getByRole('button', { name: new RegExp(`^${deskWords(`move.${move}`)}\\s?[A-Z]?$`) });
  }

  /** Opens the form of a move, fills it in and sends it; resolves when the form has gone. */
  async move(move: BodyMove, filled: Filled = []): Promise<void> {
    await this.moveButton(move).click();
    await this.fill(filled);
    await this.send();
    await this.sheet.waitFor({ state: 'hidden' });
  }

  async fill(filled: Filled): Promise<void> {
    for (const [kind, label, value] of filled) {
      if (kind === 'choose') {
        await this.sheet.getByRole('group', { name: label }).getByText(value, { exact: true }).click();
      } else if (kind === 'pick') {
        const box = this.sheet.getByRole('combobox', { name: label }).last();
        await box.click();
        await box.fill(value);
        await this.sheet.getByRole('option').filter({ hasText: value }).first().click();
      } else if (kind === 'tick') {
        await this.sheet.getByLabel(label).check();
      } else {
        await this.sheet.getByLabel(label).last().fill(value);
      }
    }
  }

  /** Sends the form; when somebody else moved the ticket meanwhile, decides anew on what is shown, as a person would. */
  async send(): Promise<void> {
    const adopt = this.sheet.getByRole('button', { name: deskWords('adopt') });
    const submit = this.sheet.locator('button[type=submit]');
    await adopt.or(submit).first().waitFor();
    if (await adopt.isVisible()) await adopt.click();
    await submit.click();
  }
}
