import { badRequest } from '../wire/refusal.ts';
import { type Channel, channels } from './contact.ts';

/** How contacts begin and end at an agent. */
export interface AgentSettings {
  /** Contacts of these channels are connected without the agent's doing. */
  autoAccept: ReadonlySet<Channel>;
  /** Seconds after which after-contact work ends by itself; absent: when the agent says so. */
  workSeconds: ReadonlyMap<Channel, number>;
}

/** Members of a user as the API has them (AWS: CreateUser). */
export interface UserConfigs {
  PhoneConfig?:
    | { AutoAccept?: boolean | undefined; AfterContactWorkTimeLimit?: number | undefined }
    | undefined;
  AutoAcceptConfigs?: readonly { Channel: string | undefined; AutoAccept: boolean | undefined }[] | undefined;
  AfterContactWorkConfigs?:
    | readonly {
        Channel: string | undefined;
        AfterContactWorkConfig: { AfterContactWorkTimeLimit?: number | undefined } | undefined;
      }[]
    | undefined;
}

/** The longest after-contact work with an end, in seconds (AWS: 2,000,000, some 24 days). */
export const longestWorkSeconds = 2_000_000;

/**
 * Reads how contacts begin and end at an agent. PhoneConfig is about the phone where it says AutoAccept, and about every
 * channel where it limits after-contact work; 0 is no limit (AWS: UserPhoneConfig, AutoAcceptConfig). Pure.
 */
export function agentSettings(identity: UserConfigs): AgentSettings {
  const autoAccept = new Set<Channel>();
  const workSeconds = new Map<Channel, number>();
  const { PhoneConfig, AutoAcceptConfigs = [], AfterContactWorkConfigs = [] } = identity;
  if (PhoneConfig?.AutoAccept) autoAccept.add('VOICE');
  for (const { Channel: name, AutoAccept } of AutoAcceptConfigs)
    for (const channel of channelsNamed(name)) if (AutoAccept) autoAccept.add(channel);
  for (const channel of channels) workSeconds.set(channel, PhoneConfig?.AfterContactWorkTimeLimit ?? 0);
  for (const { Channel: name, AfterContactWorkConfig } of AfterContactWorkConfigs)
    for (const channel of channelsNamed(name))
      workSeconds.set(channel, AfterContactWorkConfig?.AfterContactWorkTimeLimit ?? 0);
  for (const [channel, seconds] of workSeconds) if (seconds === 0) workSeconds.delete(channel);
  return { autoAccept, workSeconds };
}

const channelsNamed = (name: string | undefined): Channel[] => channels.filter((channel) => channel === name);

/** The same in the form of the API, as settings of single channels. Pure. */
export const asConfigs = ({ autoAccept, workSeconds }: AgentSettings) => ({
  AutoAcceptConfigs: [...autoAccept].map((Channel) => ({ Channel, AutoAccept: true })),
  AfterContactWorkConfigs: [...workSeconds].map(([Channel, AfterContactWorkTimeLimit]) => ({
    Channel,
    AfterContactWorkConfig: { AfterContactWorkTimeLimit },
  })),
});

/** Refuses (400) a setting that is given twice, or a limit that is too long. */
export function checkConfigs(given: UserConfigs): void {
  const { PhoneConfig, AutoAcceptConfigs, AfterContactWorkConfigs } = given;
  const twice = (phone: string, single: string) =>
    badRequest(`PhoneConfig.${phone} and ${single} say the same; give one of them.`);
  if (PhoneConfig?.AutoAccept !== undefined && AutoAcceptConfigs?.length)
    throw twice('AutoAccept', 'AutoAcceptConfigs');
  if (PhoneConfig?.AfterContactWorkTimeLimit !== undefined && AfterContactWorkConfigs?.length)
    throw twice('AfterContactWorkTimeLimit', 'AfterContactWorkConfigs');
  const limits = [
    PhoneConfig?.AfterContactWorkTimeLimit,
    ...(AfterContactWorkConfigs ?? []).map((one) => one.AfterContactWorkConfig?.AfterContactWorkTimeLimit),
  ];
  if (limits.some((seconds) => (seconds ?? 0) > longestWorkSeconds))
    throw badRequest(
      `AfterContactWorkTimeLimit has to be from 0 (no limit) to ${longestWorkSeconds} seconds.`,
    );
  for (const [member, configs] of Object.entries({ AutoAcceptConfigs, AfterContactWorkConfigs })) {
    const names = (configs ?? []).map(({ Channel: name }) => name);
    if (new Set(names).size < names.length) throw badRequest(`${member} names a channel twice.`);
  }
}
