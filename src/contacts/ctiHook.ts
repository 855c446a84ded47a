import { isStorable } from '../profiles/storable.ts';
import { badRequest, Refusal } from '../wire/refusal.ts';
import type { ContactsCore } from './core.ts';
import { ctiEvent, digestOf, isSigned } from './cti.ts';
import type { Hook, HookAnswer, HookRequest } from './hook.ts';
import { findCtiEvent, findCtiKey, insertCtiEvent } from './store/cti.ts';
import { contactOfCall, describeCall, takeCtiEvent } from './takeCtiEvent.ts';

/** `POST /cti/events` and `GET /cti/calls/<callId>`, for telephone systems of any make; see docs/cti.md. */
export function ctiHooks(core: ContactsCore): Hook[] {
  return [
    { method: 'POST', path: '/cti/events', handle: (request) => takeEvent(core, request) },
    { method: 'GET', path: '/cti/calls/:callId', handle: (request) => tellCall(core, request) },
  ];
}

async function takeEvent(core: ContactsCore, request: HookRequest): Promise<HookAnswer> {
  const { domain, key } = await authenticate(core, request, request.body);
  const event = readEvent(request.body);
  const digest = digestOf(request.body);
  const { sql, clock } = core.house;
  const taken = await findCtiEvent(sql, domain.domainId, event.id);
  if (taken) {
    if (!digest.equals(Buffer.from(taken.digest))) {
      throw new Refusal(
        'ConflictException',
        'An event of this id was taken before, with another content; give every event an id of its own.',
      );
    }
    return { status: 200, body: { ...taken.answer, Repeated: true } };
  }
  const contactId = await takeCtiEvent(core, domain, event, `cti:${key.keyId}`);
  const answer = await describeCall(core, domain, contactId);
  await insertCtiEvent(sql, domain.domainId, { eventId: event.id, digest, at: clock(), answer });
  return { status: 200, body: answer };
}

async function tellCall(core: ContactsCore, request: HookRequest): Promise<HookAnswer> {
  const callId = request.params.callId ?? '';
  const { domain } = await authenticate(core, request, `/cti/calls/${encodeURIComponent(callId)}`);
  const contact = isStorable(callId) ? await contactOfCall(core, domain, callId) : undefined;
  if (!contact) throw new Refusal('ResourceNotFoundException', 'No such call is known here.');
  return { status: 200, body: await describeCall(core, domain, contact.contactId) };
}

const forged = () =>
  new Refusal(
    'AccessDeniedException',
    'The signature does not fit. Expected x-nayose-key and x-nayose-signature: t=<seconds>,v1=<HMAC-SHA256 in hex of "<seconds>.<body>">, made within the last five minutes.',
  );

/** Whoever has no valid signature learns nothing, not even whether the key exists. */
async function authenticate(core: ContactsCore, request: HookRequest, payload: Uint8Array | string) {
  const keyId = one(request.headers['x-nayose-key']) ?? '';
  const key = /^\w{1,64}$/.test(keyId) ? await findCtiKey(core.house.sql, keyId) : undefined;
  if (!key) throw forged();
  const secret = core.secrets.unseal(key.sealedSecret, `cti ${key.keyId}`);
  const signature = one(request.headers['x-nayose-signature']);
  if (!isSigned(signature, secret, payload, core.house.clock())) throw forged();
  return { key, domain: await core.house.domains.get(key.accountId, key.domainName) };
}

function readEvent(body: Buffer) {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('The body is not JSON.');
  }
  const parsed = ctiEvent.safeParse(json);
  if (parsed.success && isStorable(parsed.data)) return parsed.data;
  if (parsed.success) throw badRequest('A text of the event holds a character that no text may hold.');
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`,
  );
  throw badRequest(`The event cannot be read: ${problems.slice(0, 5).join('; ')}.`);
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
