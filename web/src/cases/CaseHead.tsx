import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../api/session.ts';
import { useFlash } from '../app/flash.tsx';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useCase, useEditCase } from './CaseContext.tsx';
import { DeleteCase } from './DeleteCase.tsx';
import { FieldEditor } from './FieldEditor.tsx';
import { FillAndSet } from './FillAndSet.tsx';
import { lackingFields } from './fieldValues.ts';
import { useRefusalText } from './refusals.ts';
import { closed } from './types.ts';
import { StatusBadge, useNameOfCustomer, useOptionName, useSetUpName } from './words.tsx';

/** Title, number, status and customer of a case, and what can be done with it. */
export function CaseHead() {
  const { t } = useTranslation();
  const { view, fields, isClosed, editing, setEditing } = useCase();
  const setUpName = useSetUpName();
  const title = fields.get('title');
  const status = fields.get('status')?.Options.find(({ Value }) => Value === view.Status);
  return (
    <>
      <div className="n-profile-title">
        <div className="n-profile-name k-title">
          {editing === 'title' && title ? (
            <FieldEditor field={title} />
          ) : (
            <h1>
              <SafeText text={String(view.Fields['title'] ?? '')} limit={160} />
              {!isClosed && title && (
                <Button
                  variant="inline-icon"
                  iconName="edit"
                  ariaLabel={t('field.edit', { label: t('case.field.title') })}
                  onClick={() => setEditing('title')}
                />
              )}
            </h1>
          )}
          <p className="k-head-facts">
            <StatusBadge status={view.Status} name={status?.Name} />
            <span className="k-number">{t('case.number', { number: view.ReferenceNumber })}</span>
            <CustomerLink />
            <span>
              <SafeText text={setUpName(view.TemplateName)} limit={60} />
            </span>
          </p>
        </div>
        <Actions />
      </div>
      {isClosed && (
        <div className="k-note">
          <Alert type="info">{t('case.isClosed')}</Alert>
        </div>
      )}
    </>
  );
}

function CustomerLink() {
  const { t } = useTranslation();
  const { domain, view } = useCase();
  const nameOf = useNameOfCustomer();
  if (!view.Customer) return <span>{t('case.customerGone')}</span>;
  return (
    <Link to={`${places.customer(domain, view.Customer.ProfileId)}?tab=cases`}>
      <SafeText text={nameOf(view.Customer)} limit={80} />
    </Link>
  );
}

/** Close or reopen at hand; other statuses and deleting in the menu. */
function Actions() {
  const { t } = useTranslation();
  const flash = useFlash();
  const { domain, view, fields, isClosed } = useCase();
  const role = useSession().data?.User.Role;
  const optionName = useOptionName();
  const refusalText = useRefusalText();
  const [deleting, setDeleting] = useState(false);
  const [asking, setAsking] = useState<{ status: string; fieldIds: string[] }>();
  const edit = useEditCase();
  const done = () => flash({ type: 'success', text: t('case.statusSet') });
  const setStatus = (status: string) =>
    edit.mutate(
      { status },
      {
        onSuccess: done,
        onError: (error) => {
          const fieldIds = lackingFields(error.message).filter((id) => fields.has(id));
          if (fieldIds.length > 0) setAsking({ status, fieldIds });
          else flash({ type: 'error', text: refusalText(error, fields) });
        },
      },
    );
  const others = (fields.get('status')?.Options ?? []).filter(
    ({ Value, Active }) => Active && Value !== view.Status && Value !== (isClosed ? 'open' : closed),
  );
  const items = [
    ...others.map((option) => ({
      id: `status:${option.Value}`,
      text: t('case.setStatus', { status: optionName('status', option) }),
    })),
    ...(role === 'agent' ? [] : [{ id: 'delete', text: t('case.delete'), iconName: 'remove' as const }]),
  ];
  return (
    <div className="n-profile-actions">
      <Button
        variant={isClosed ? 'normal' : 'primary'}
        loading={edit.isPending}
        onClick={() => setStatus(isClosed ? 'open' : closed)}
      >
        {t(isClosed ? 'case.reopen' : 'case.close')}
      </Button>
      {items.length > 0 && (
        <ButtonDropdown
          variant="icon"
          ariaLabel={t('case.actions')}
          items={items}
          onItemClick={({ detail }) =>
            detail.id === 'delete' ? setDeleting(true) : setStatus(detail.id.slice('status:'.length))
          }
          expandToViewport
        />
      )}
      {asking && (
        <FillAndSet
          {...asking}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            done();
          }}
        />
      )}
      {deleting && <DeleteCase domain={domain} view={view} onClose={() => setDeleting(false)} />}
    </div>
  );
}
