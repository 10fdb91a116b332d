/** Where a session record stands in a list: with the selection's own value, the whole key of an index. */
export interface RecordPosition {
  readonly receivedAt: string;
  readonly uuid: string;
}
