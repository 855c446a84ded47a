import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useSetUpName } from '../words.tsx';
import { FieldListEditor } from './FieldListEditor.tsx';
import { NameField } from './NameFields.tsx';
import { useKnownName } from './names.ts';
import { OpenedToEdit } from './OpenedToEdit.tsx';
import { SetUpDialog } from './SetUpDialog.tsx';
import { SetUpList } from './SetUpList.tsx';
import type { Layout, LayoutSummary, SetUp } from './types.ts';
import { useChange, useOne } from './useSetUp.ts';

/** Layouts: which fields the page of a case shows, in which order. */
export function LayoutsPanel({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const nameOf = useSetUpName();
  const [open, setOpen] = useState<LayoutSummary | 'new'>();
  return (
    <>
      <SetUpList
        title={t('caseSetUp.layouts')}
        what={t('caseSetUp.layoutsWhat')}
        add={t('caseSetUp.addLayout')}
        none={t('caseSetUp.noLayouts')}
        items={setUp.layouts}
        id={({ layoutId }) => layoutId}
        name={({ name }) => nameOf(name)}
        onAdd={() => setOpen('new')}
        onOpen={setOpen}
      />
      {open && (
        <LayoutDialog
          setUp={setUp}
          layoutId={open === 'new' ? undefined : open.layoutId}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

interface LayoutDialogProps {
  setUp: SetUp;
  layoutId: string | undefined;
  onClose: () => void;
}

function LayoutDialog({ setUp, layoutId, onClose }: LayoutDialogProps) {
  const { t } = useTranslation();
  const input = layoutId === undefined ? undefined : { domainId: setUp.casesDomainId, layoutId };
  const read = useOne<Layout>('GetLayout', input);
  return (
    <OpenedToEdit
      title={t('caseSetUp.changeLayout')}
      read={read}
      exists={layoutId !== undefined}
      onClose={onClose}
    >
      {(layout) => <LayoutForm setUp={setUp} layout={layout} onClose={onClose} />}
    </OpenedToEdit>
  );
}

function LayoutForm({
  setUp,
  layout,
  onClose,
}: {
  setUp: SetUp;
  layout: Layout | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const domainId = setUp.casesDomainId;
  const basic = layout?.content.basic;
  const idsOf = (panel: 'topPanel' | 'moreInfo') =>
    (basic?.[panel]?.sections ?? []).flatMap(
      (section) => section.fieldGroup?.fields?.map(({ id }) => id ?? '') ?? [],
    );
  const known = useKnownName(layout?.name);
  const [name, setName] = useState(known.shown);
  const [top, setTop] = useState(idsOf('topPanel'));
  const [more, setMore] = useState(idsOf('moreInfo'));
  const section = (ids: string[], group: string | undefined) => ({
    sections: [{ fieldGroup: { ...(group && { name: group }), fields: ids.map((id) => ({ id })) } }],
  });
  const nameOfGroup = (panel: 'topPanel' | 'moreInfo') => basic?.[panel]?.sections?.[0]?.fieldGroup?.name;
  const save = useChange<void>(() => {
    const content = {
      basic: {
        topPanel: section(top, nameOfGroup('topPanel')),
        moreInfo: section(more, nameOfGroup('moreInfo')),
      },
    };
    return layout
      ? call('cases', 'UpdateLayout', {
          domainId,
          layoutId: layout.layoutId,
          name: known.stored(name),
          content,
        })
      : call('cases', 'CreateLayout', { domainId, name: known.stored(name), content });
  }, onClose);
  const remove = useChange<void>(
    () => call('cases', 'DeleteLayout', { domainId, layoutId: layout?.layoutId }),
    onClose,
  );
  const able = setUp.fields.filter(({ fieldId }) => !outside.has(fieldId));
  const free = able.filter(({ fieldId }) => !top.includes(fieldId) && !more.includes(fieldId));
  return (
    <SetUpDialog
      title={t(layout ? 'caseSetUp.changeLayout' : 'caseSetUp.addLayout')}
      ready={name.trim() !== ''}
      save={save}
      remove={layout && remove}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      <FieldListEditor
        label={t('caseSetUp.topPanel')}
        description={t('caseSetUp.topPanelWhat')}
        fields={setUp.fields}
        free={free}
        value={top}
        onChange={setTop}
      />
      <FieldListEditor
        label={t('caseSetUp.moreInfo')}
        description={t('caseSetUp.moreInfoWhat')}
        fields={setUp.fields}
        free={free}
        value={more}
        onChange={setMore}
      />
    </SetUpDialog>
  );
}

/** These have places of their own on every page. */
const outside = new Set(['title', 'status', 'customer_id']);
