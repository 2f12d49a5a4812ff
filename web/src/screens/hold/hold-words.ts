/** Why a display shows nothing, in both languages at once: nobody stands at a wall to choose one. */
export const HOLD_WORDS = {
  revoked: {
    zh: ['本屏已停止显示', '本屏的显示授权已被撤销。如需恢复，请联系管理员重新授权。'],
    en: [
      'This screen has stopped',
      'Its display token was revoked. Ask the administrator for a new one to bring it back.',
    ],
  },
  expired: {
    zh: ['本屏已停止显示', '本屏的显示授权已到期。如需恢复，请联系管理员重新授权。'],
    en: [
      'This screen has stopped',
      'Its display token has expired. Ask the administrator for a new one to bring it back.',
    ],
  },
  unreachable: {
    zh: ['正在等待服务器', '暂时连不上服务器。连上之后，本屏会自动恢复。'],
    en: ['Waiting for the server', 'The server cannot be reached. This screen comes back by itself as soon as it can.'],
  },
  protocol: {
    zh: ['服务器已升级', '本屏的程序与服务器版本不符，正在等待刷新。'],
    en: ['The server was upgraded', 'This screen runs another version than the server and waits to be reloaded.'],
  },
} as const;

export type HoldReason = keyof typeof HOLD_WORDS;

export const isHoldReason = (word: unknown): word is HoldReason =>
  typeof word === 'string' && Object.hasOwn(HOLD_WORDS, word);
