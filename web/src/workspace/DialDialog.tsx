import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../api/types.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { TextField } from '../app/TextField.tsx';
import type { Contact } from '../contacts/types.ts';
import { Cautions } from '../profile/Cautions.tsx';
import { showPhone } from '../values/phones.ts';
import { useStart } from './useWork.ts';

interface DialDialogProps {
  /** Whom the call is for: the number is there already, and so is what must be known before dialling. */
  customer?: ProfileView | undefined;
  onDone: (contact: Contact | undefined) => void;
  onClose: () => void;
}

/** A call out. The call belongs to the customer as long as the number is one of the customer's own. */
export function DialDialog({ customer, onDone, onClose }: DialDialogProps) {
  const { t } = useTranslation();
  const known = phoneOf(customer);
  const [number, setNumber] = useState(known);
  const dial = useStart<{ PhoneNumber: string; ProfileId?: string }>('DialOut', onDone);
  const submit = () =>
    dial.mutate({
      PhoneNumber: number.trim(),
      ...(customer && number === known && { ProfileId: customer.ProfileId }),
    });
  return (
    <FormDialog
      title={t('work.dial')}
      submit={t('work.dialNow')}
      ready={/\d{3}/.test(number.normalize('NFKC').replace(/\D/g, ''))}
      pending={dial.isPending}
      error={dial.error}
      size="small"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('work.dialNumber')}
        value={number}
        inputMode="tel"
        autoFocus
        placeholder={t('work.dialExample')}
        onChange={setNumber}
      />
      {customer && number === known && <Cautions attributes={customer.Profile.Attributes} />}
    </FormDialog>
  );
}

/** The customer's number that is tried first. */
function phoneOf(customer: ProfileView | undefined): string {
  const { PhoneNumber, MobilePhoneNumber, HomePhoneNumber, BusinessPhoneNumber } = customer?.Profile ?? {};
  return showPhone(PhoneNumber ?? MobilePhoneNumber ?? HomePhoneNumber ?? BusinessPhoneNumber ?? '');
}
