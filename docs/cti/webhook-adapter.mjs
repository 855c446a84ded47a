// Turns the status callbacks of a telephony service on the web into events of Nayose. Needs Node only.
//
//   NAYOSE_URL=… NAYOSE_CTI_KEY=… NAYOSE_CTI_SECRET=… ADAPTER_TOKEN=… PORT=9000 node webhook-adapter.mjs
//
// The service is told to call https://<this host>/<ADAPTER_TOKEN>. The names below (CallSid, CallStatus, From, To,
// Direction, SequenceNumber) are those of Twilio's status callbacks; other services differ in names only.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { NAYOSE_URL, NAYOSE_CTI_KEY, NAYOSE_CTI_SECRET, ADAPTER_TOKEN = '', PORT = '9000' } = process.env;

const types = {
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'ended',
  busy: 'ended',
  failed: 'ended',
  'no-answer': 'ended',
  canceled: 'ended',
};

const server = createServer(async (request, response) => {
  try {
    if (!mayCall(request.url ?? '')) return response.writeHead(404).end();
    let text = '';
    for await (const part of request) {
      text += part;
      if (text.length > 65_536) return response.writeHead(413).end();
    }
    const event = toEvent(new URLSearchParams(text));
    if (event) await send(event);
    response.writeHead(204).end();
  } catch (error) {
    console.error(error.message);
    // The service tries again, and the event keeps its id.
    response.writeHead(502).end();
  }
});

function mayCall(url) {
  const given = Buffer.from(url.slice(1));
  const wanted = Buffer.from(ADAPTER_TOKEN);
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Undefined for a status that says nothing new. */
function toEvent(form) {
  const type = types[form.get('CallStatus')];
  const callId = form.get('CallSid');
  if (!type || !callId) return undefined;
  const id = `${callId}-${form.get('CallStatus')}-${form.get('SequenceNumber') ?? 0}`;
  if (type === 'ended') return { id, type, callId };
  // Whoever answered is known by an agent's address in the callback's own query or in your routing; here it is a field.
  if (type === 'answered')
    return form.get('Agent') ? { id, type, callId, agent: form.get('Agent') } : undefined;
  return { id, type, callId, from: form.get('From') ?? undefined, to: form.get('To') ?? undefined };
}

async function send(event) {
  const body = JSON.stringify(event);
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', NAYOSE_CTI_SECRET).update(`${seconds}.${body}`).digest('hex');
  const answer = await fetch(`${NAYOSE_URL}/cti/events`, {
    method: 'POST',
    headers: { 'x-nayose-key': NAYOSE_CTI_KEY, 'x-nayose-signature': `t=${seconds},v1=${signature}` },
    body,
  });
  if (!answer.ok) throw new Error(`${event.type}: ${answer.status} ${await answer.text()}`);
}

server.listen(Number(PORT), () => console.log(`listening on ${server.address().port}`));
