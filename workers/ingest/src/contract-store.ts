/** State of a record on its way to gematik; see docs/architecture.md. */
export type OutboxState = "pending" | "sent" | "unconfirmed";

export interface OutboxRow {
  readonly day: string;
  readonly revision: number;
  readonly state: OutboxState;
  readonly attempts: number;
}

export interface StoredReport {
  readonly day: string;
  readonly recordId: string;
  readonly revision: number;
  /** Milliseconds. */
  readonly receivedAt: number;
  /** JSON of a `ReportPayload`. */
  readonly payload: string;
}

// Append-only: a change of the schema is a new entry.
const migrations: readonly { readonly id: number; readonly statements: readonly string[] }[] = [
  {
    id: 1,
    statements: [
      `CREATE TABLE report (day TEXT PRIMARY KEY, key_id TEXT, payload TEXT NOT NULL, record_id TEXT NOT NULL,
         revision INTEGER NOT NULL, received_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
      `CREATE TABLE outbox (day TEXT PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL,
         attempts INTEGER NOT NULL, due_at INTEGER) STRICT, WITHOUT ROWID`,
      `CREATE TABLE clock (id INTEGER PRIMARY KEY, offset_ms INTEGER NOT NULL) STRICT`,
    ],
  },
];

/**
 * SQL of one contract's object. Tables come with the first write and go with the last row, because an object without
 * storage costs nothing.
 */
export class ContractStore {
  readonly #storage: DurableObjectStorage;
  #prepared = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#prepared = this.#tableExists("schema_version");
  }

  get isEmpty(): boolean {
    return !this.#prepared;
  }

  /** Runs a piece of work that is stored as a whole or not at all. */
  transaction<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      // The tables may have come with the work that was taken back.
      this.#prepared = this.#tableExists("schema_version");
      throw error;
    }
  }

  prepare(): void {
    if (this.#prepared) return;
    this.#run("CREATE TABLE schema_version (id INTEGER PRIMARY KEY) STRICT");
    for (const { id, statements } of migrations) {
      for (const statement of statements) this.#run(statement);
      this.#run("INSERT INTO schema_version (id) VALUES (?)", id);
    }
    this.#prepared = true;
  }

  /** Keeps the report of a day; a later one of the same day replaces it under the next revision and the same recordId. */
  putReport(report: Omit<StoredReport, "revision">): StoredReport {
    const [stored] = this.#rows<{ record_id: string; revision: number }>(
      `INSERT INTO report (day, key_id, payload, record_id, revision, received_at) VALUES (?, NULL, ?, ?, 1, ?)
       ON CONFLICT (day) DO UPDATE SET key_id = NULL, payload = excluded.payload, revision = revision + 1,
         received_at = excluded.received_at
       RETURNING record_id, revision`,
      report.day,
      report.payload,
      report.recordId,
      report.receivedAt,
    );
    if (stored === undefined) throw new Error("the report was not stored");
    return { ...report, recordId: stored.record_id, revision: stored.revision };
  }

  getReport(day: string): StoredReport | undefined {
    return this.#reportsWhere("day = ?", day)[0];
  }

  /** All reports, oldest day first. */
  reports(): StoredReport[] {
    return this.#reportsWhere("1 = 1");
  }

  /** When the oldest report was received, in milliseconds; undefined if there is none. */
  oldestReceipt(): number | undefined {
    return this.#least("SELECT min(received_at) AS least FROM report");
  }

  /** Deletes reports received at or before an instant in milliseconds, with what still waited to be sent. */
  deleteReportsReceivedUntil(instant: number): void {
    if (!this.#prepared) return;
    this.#run("DELETE FROM report WHERE received_at <= ?", instant);
    this.#run("DELETE FROM outbox WHERE day NOT IN (SELECT day FROM report)");
  }

  enqueue(day: string, revision: number, dueAt: number): void {
    this.#run(
      `INSERT INTO outbox (day, revision, state, attempts, due_at) VALUES (?, ?, 'pending', 0, ?)
       ON CONFLICT (day) DO UPDATE SET revision = excluded.revision, state = 'pending', attempts = 0, due_at = excluded.due_at`,
      day,
      revision,
      dueAt,
    );
  }

  outbox(): OutboxRow[] {
    return this.#outboxWhere("1 = 1");
  }

  outboxRow(day: string): OutboxRow | undefined {
    return this.#outboxWhere("day = ?", day)[0];
  }

  /** Rows to be sent at an instant in milliseconds. */
  dueRows(now: number): OutboxRow[] {
    return this.#outboxWhere("due_at <= ?", now);
  }

  /** Changes a row unless a newer revision has come since it was read. */
  updateRow(
    row: Pick<OutboxRow, "day" | "revision">,
    to: { state: OutboxState; attempts: number; dueAt: number | null },
  ): void {
    this.#run(
      "UPDATE outbox SET state = ?, attempts = ?, due_at = ? WHERE day = ? AND revision = ?",
      to.state,
      to.attempts,
      to.dueAt,
      row.day,
      row.revision,
    );
  }

  /** Marks a row as not confirmed and due; true if there is still something to send. */
  markUnconfirmed(day: string, dueAt: number): boolean {
    const report = this.getReport(day);
    if (report === undefined) return false;
    this.#run(
      `INSERT INTO outbox (day, revision, state, attempts, due_at) VALUES (?, ?, 'unconfirmed', 0, ?)
       ON CONFLICT (day) DO UPDATE SET due_at = excluded.due_at,
         state = CASE state WHEN 'sent' THEN 'unconfirmed' ELSE state END`,
      day,
      report.revision,
      dueAt,
    );
    return true;
  }

  deleteRow(day: string, revision: number): void {
    if (this.#prepared) this.#run("DELETE FROM outbox WHERE day = ? AND revision <= ?", day, revision);
  }

  /** Forgets the sent rows of all days that are reconciled. */
  deleteSentThrough(day: string): void {
    if (this.#prepared) this.#run("DELETE FROM outbox WHERE day <= ? AND state = 'sent'", day);
  }

  /** Deletes rows of days before this one, whatever their state; gives the number of those not known to have arrived. */
  deleteRowsBefore(day: string): number {
    if (!this.#prepared) return 0;
    return this.#rows<{ state: string }>("DELETE FROM outbox WHERE day < ? RETURNING state", day).filter(
      (row) => row.state !== "sent",
    ).length;
  }

  clockOffset(): number {
    if (!this.#prepared) return 0;
    return this.#rows<{ offset_ms: number }>("SELECT offset_ms FROM clock")[0]?.offset_ms ?? 0;
  }

  setClockOffset(offsetMs: number): void {
    if (!this.#prepared || offsetMs === this.clockOffset()) return;
    this.#run(
      "INSERT INTO clock (id, offset_ms) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms",
      offsetMs,
    );
  }

  /** The earliest instant, in milliseconds, at which something is to be sent; undefined if nothing waits. */
  nextSendAt(): number | undefined {
    return this.#least("SELECT min(due_at) AS least FROM outbox");
  }

  oldestOutboxDay(): string | undefined {
    return this.outbox()[0]?.day;
  }

  async deleteAll(): Promise<void> {
    await this.#storage.deleteAll();
    this.#prepared = false;
  }

  async setAlarm(instant: number): Promise<void> {
    await this.#storage.setAlarm(instant);
  }

  #reportsWhere(condition: string, ...bindings: SqlStorageValue[]): StoredReport[] {
    if (!this.#prepared) return [];
    return this.#rows<{ day: string; record_id: string; revision: number; received_at: number; payload: string }>(
      `SELECT day, record_id, revision, received_at, payload FROM report WHERE ${condition} ORDER BY day`,
      ...bindings,
    ).map((row) => ({
      day: row.day,
      recordId: row.record_id,
      revision: row.revision,
      receivedAt: row.received_at,
      payload: row.payload,
    }));
  }

  #outboxWhere(condition: string, ...bindings: SqlStorageValue[]): OutboxRow[] {
    if (!this.#prepared) return [];
    return this.#rows<Record<string, SqlStorageValue> & OutboxRow>(
      `SELECT day, revision, state, attempts FROM outbox WHERE ${condition} ORDER BY day`,
      ...bindings,
    );
  }

  #least(statement: string): number | undefined {
    if (!this.#prepared) return undefined;
    return this.#rows<{ least: number | null }>(statement)[0]?.least ?? undefined;
  }

  #tableExists(name: string): boolean {
    return this.#rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name).length > 0;
  }

  #rows<Row extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.#storage.sql.exec<Row>(statement, ...bindings).toArray();
  }

  #run(statement: string, ...bindings: SqlStorageValue[]): void {
    this.#storage.sql.exec(statement, ...bindings);
  }
}
