import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { ChooseFiles } from '../app/ChooseFiles.tsx';
import { Problem } from '../app/Problem.tsx';
import { useDrop } from '../app/useDrop.ts';
import { SafeText } from '../text/SafeText.tsx';
import { percent, showBytes } from '../values/bytes.ts';
import { useCase } from './CaseContext.tsx';
import { CaseFileLine } from './CaseFileLine.tsx';
import type { CaseFiles } from './types.ts';
import { useSendFiles } from './useSendFiles.ts';

/** The files of a case: bring some by choice or drop, take them out again. */
export function CaseFilesBox() {
  const { t } = useTranslation();
  const { domain, view } = useCase();
  const files = useQuery({
    queryKey: ['ListCaseFiles', domain, view.CaseId],
    queryFn: ({ signal }) =>
      call<CaseFiles>('nayose', 'ListCaseFiles', { DomainName: domain, CaseId: view.CaseId }, signal),
  });
  const { Files = [], People = {}, BytesAtMost = 0 } = files.data ?? {};
  const { send, sending, problems, forget } = useSendFiles(BytesAtMost);
  const { over, handlers } = useDrop(send);
  return (
    <section className="k-files" data-over={over} aria-label={t('caseFiles.title')} {...handlers}>
      <Container
        header={
          <Header
            variant="h2"
            {...(Files.length > 0 && { counter: `(${Files.length})` })}
            actions={
              <ChooseFiles multiple disabled={!files.data} onFiles={send}>
                {t('caseFiles.add')}
              </ChooseFiles>
            }
          >
            {t('caseFiles.title')}
          </Header>
        }
      >
        <div className="k-files-body">
          {files.isError && <Problem error={files.error} retry={() => void files.refetch()} />}
          {problems.map((problem) => (
            <Alert key={problem} type="error" dismissible onDismiss={() => forget(problem)}>
              <SafeText text={problem} limit={300} />
            </Alert>
          ))}
          <ul className="k-file-list">
            {sending.map(({ id, file, sent }) => (
              <li key={id} className="k-file">
                <SafeText text={file.name} limit={120} />
                <span className="n-quiet" role="status">
                  {t('caseFiles.sending', { percent: percent(sent, file.size) })}
                </span>
              </li>
            ))}
            {Files.map((file) => (
              <CaseFileLine key={file.RelatedItemId} file={file} people={People} />
            ))}
          </ul>
          {files.data && Files.length + sending.length === 0 && (
            <p className="n-quiet k-no-files">{t('caseFiles.none', { most: showBytes(BytesAtMost) })}</p>
          )}
        </div>
      </Container>
    </section>
  );
}
