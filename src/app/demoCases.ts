import type { PlannedCase } from '../../demo/centre/plan.ts';
import { userArn } from '../access/account.ts';
import type { ConnectCasesOperations } from '../wire/operations.ts';
import { Refusal } from '../wire/refusal.ts';
import { type CentreRooms, type Customer, personCall, type Run, runner, systemCall } from './demoRun.ts';
import type { DemoSteps } from './demoSteps.ts';

/** A template of the demo, and its two fields. */
interface Delivery {
  domainId: string;
  templateId: string;
  order: string;
  cause: string;
}

const templateName = '配送・交換';

/** The template for deliveries, made when it is missing. */
async function deliveryTemplate(cases: ConnectCasesOperations, run: Run): Promise<Delivery> {
  const { CasesDomainId: domainId } = await run<{ CasesDomainId: string }>('GetCaseDomain');
  const { templates = [] } = await cases.ListTemplates({ domainId }, systemCall);
  const { fields = [] } = await cases.ListFields({ domainId, maxResults: 100 }, systemCall);
  const fieldOf = async (name: string, type: 'Text' | 'SingleSelect') =>
    fields.find((one) => one.name === name)?.fieldId ??
    (await cases.CreateField({ domainId, name, type }, systemCall)).fieldId ??
    '';
  const order = await fieldOf('注文番号', 'Text');
  const cause = await fieldOf('原因', 'SingleSelect');
  const there = templates.find((one) => one.name === templateName)?.templateId;
  const templateId = there ?? (await makeTemplate(cases, domainId, order, cause));
  return { domainId, templateId, order, cause };
}

async function makeTemplate(
  cases: ConnectCasesOperations,
  domainId: string,
  order: string,
  cause: string,
): Promise<string> {
  const options = [
    { name: '配送会社', value: 'carrier', active: true },
    { name: '製品の不良', value: 'product', active: true },
    { name: '住所の誤り', value: 'address', active: true },
  ];
  await cases.BatchPutFieldOptions({ domainId, fieldId: cause, options }, systemCall);
  const ids = ['case_reason', 'assigned_user', order, cause, 'summary'];
  const topPanel = { sections: [{ fieldGroup: { fields: ids.map((id) => ({ id })) } }] };
  const layout = { domainId, name: templateName, content: { basic: { topPanel } } };
  const { layouts = [] } = await cases.ListLayouts({ domainId, maxResults: 100 }, systemCall);
  const { layoutId } =
    layouts.find(({ name }) => name === templateName) ?? (await cases.CreateLayout(layout, systemCall));
  const template = {
    ...{ domainId, name: templateName, status: 'Active' as const },
    layoutConfiguration: { defaultLayout: layoutId },
    requiredFields: [{ fieldId: order }],
  };
  return (await cases.CreateTemplate(template, systemCall)).templateId ?? '';
}

/** What one case is written with. */
interface Desk {
  run: Run;
  cases: ConnectCasesOperations;
  delivery: Delivery;
  /** Sets the clock. */
  at(moment: Date): void;
}

/** Writes the cases of the plan at the times they had, each with its contacts. `told`: ids of contacts by their token. */
export async function writeCases(
  rooms: CentreRooms,
  steps: DemoSteps,
  planned: readonly PlannedCase[],
  customerOf: (index: number) => Customer,
  told: ReadonlyMap<string, string>,
): Promise<void> {
  let now = rooms.clock();
  const past = rooms.pastCases(() => now);
  const cases = past.awsOperations;
  const run = runner(past.operations, rooms.domain.name);
  const delivery = await deliveryTemplate(cases, run);
  const at = (moment: Date) => {
    now = moment;
  };
  for (const one of planned) {
    const { profileId } = customerOf(one.contact.customer);
    await steps.once(one.token, () =>
      writeCase({ run, cases, delivery, at }, one, profileId, told).catch(leaveAsItIs),
    );
  }
}

/** A case that is closed, or that people have changed, since a start was broken off in the midst of it stays so. */
function leaveAsItIs(cause: unknown): void {
  if (!(cause instanceof Refusal) || cause.exception !== 'ConflictException') throw cause;
}

const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

async function writeCase(
  { run, cases, delivery, at }: Desk,
  planned: PlannedCase,
  ProfileId: string,
  told: ReadonlyMap<string, string>,
): Promise<void> {
  const { contact, agent, comments, later, closed, token } = planned;
  at(minutesAfter(contact.at, 4));
  const opened = {
    ...{ ProfileId, ContactId: told.get(contact.token), ClientToken: token },
    ...valuesOf(planned, delivery),
  };
  const { CaseId } = await run<{ CaseId: string }>('OpenCase', opened, personCall(agent));
  const said = await commentsOf(cases, delivery.domainId, CaseId);
  const unsaid = comments.filter(({ text }) => !said.has(text));
  const steps = unsaid.map(({ after, by, text }) => ({
    moment: minutesAfter(contact.at, after),
    take: () => {
      const content = { comment: { body: text, contentType: 'Text/Plain' as const } };
      const comment = { domainId: delivery.domainId, caseId: CaseId, type: 'Comment' as const, content };
      return cases.CreateRelatedItem(comment, personCall(by)) as Promise<unknown>;
    },
  }));
  if (later) {
    const link = { CaseId, ContactId: told.get(later.token) };
    const take = () => run<unknown>('LinkContactToCase', link, personCall(later.agent ?? agent));
    steps.push({ moment: minutesAfter(later.at, 5), take });
  }
  for (const { moment, take } of steps.toSorted((a, b) => a.moment.getTime() - b.moment.getTime())) {
    at(moment);
    await take();
  }
  if (closed === undefined) return;
  const ready = Math.max(
    minutesAfter(contact.at, closed).getTime(),
    later ? later.at.getTime() + 1_200_000 : 0,
  );
  at(new Date(ready));
  await run('EditCase', { CaseId, Fields: { status: 'closed' } }, personCall(agent));
}

/** What was written about a case before its writing was broken off. */
async function commentsOf(cases: ConnectCasesOperations, domainId: string, caseId: string) {
  const wanted = { domainId, caseId, maxResults: 25, filters: [{ comment: {} }] };
  const { relatedItems = [] } = await cases.SearchRelatedItems(wanted, systemCall);
  return new Set(relatedItems.map((item) => item?.content?.comment?.body));
}

function valuesOf({ matter, contact, agent }: PlannedCase, delivery: Delivery) {
  const Fields = {
    ...{ title: matter.title, summary: matter.summary, case_reason: matter.reason },
    assigned_user: userArn(agent),
  };
  if (matter.template === 'general') return { Fields };
  const order = `N-${String(contact.at.getTime()).slice(2, 8)}`;
  const more = { [delivery.order]: order, ...(matter.cause ? { [delivery.cause]: matter.cause } : {}) };
  return { TemplateId: delivery.templateId, Fields: { ...Fields, ...more } };
}
