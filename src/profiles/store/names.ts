import { asJson, type Sql } from '../../database/connection.ts';

/** A distinct part of names: slot l (last), f (first), r (reading of last), s (reading of first). */
export interface NamePart {
  slot: 'l' | 'f' | 'r' | 's';
  part: string;
  tokens: string[];
}

/** Registers name parts that the domain has not seen. */
export async function insertNameParts(sql: Sql, domainId: number, parts: NamePart[]): Promise<void> {
  if (parts.length === 0) return;
  await sql`
    insert into name_part (domain_id, slot, part, tokens)
    select ${domainId}, n.slot::"char", n.part, array(select jsonb_array_elements_text(n.tokens))
    from jsonb_to_recordset(${asJson(sql, parts)}) as n(slot text, part text, tokens jsonb)
    order by n.slot, n.part
    on conflict do nothing`;
}
