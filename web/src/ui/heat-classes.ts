/** Lower bounds of the classes of a late share, above the lowest; docs/design/colour.md. Fixed, so that two days can be compared. */
export const LATE_SHARE_BREAKS: readonly number[] = [0.02, 0.05, 0.1, 0.2];
