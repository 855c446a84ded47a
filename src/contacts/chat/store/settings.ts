import type { Sql } from '../../../database/connection.ts';

/** Whether customers may open a chat from a web page, and from which sites. */
export interface WidgetSetting {
  enabled: boolean;
  /** Origins whose pages may show the widget in a frame, e.g. `https://shop.example.jp`; none: any. */
  origins: string[];
}

/** What an administrator has set; undefined when nobody has. */
export async function findSetting(sql: Sql, domainId: number): Promise<WidgetSetting | undefined> {
  const [row] = await sql<WidgetSetting[]>`
    select widget_enabled as enabled, origins from chat_setting where domain_id = ${domainId}`;
  return row;
}

/** Sets it. */
export async function putSetting(
  sql: Sql,
  domainId: number,
  setting: WidgetSetting,
  by: { at: Date; actor: string },
): Promise<void> {
  await sql`
    insert into chat_setting (domain_id, widget_enabled, origins, updated_at, updated_by)
    values (${domainId}, ${setting.enabled}, ${setting.origins}, ${by.at}, ${by.actor})
    on conflict (domain_id) do update set widget_enabled = excluded.widget_enabled, origins = excluded.origins,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by`;
}
