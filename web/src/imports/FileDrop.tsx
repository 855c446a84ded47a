import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError, fileUrl, upload } from '../api/client.ts';
import { ChooseFiles } from '../app/ChooseFiles.tsx';
import { problemText } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { useDrop } from '../app/useDrop.ts';
import { SafeText } from '../text/SafeText.tsx';
import { percent, showBytes } from '../values/bytes.ts';
import { uploadKey } from './mapping.ts';
import { SampleFile } from './SampleFile.tsx';

/** The bucket that holds files brought by people. */
const deskBucket = 'imports';
const accepted = '.csv,.tsv,.txt,.jsonl,.ndjson,.gz,text/csv,text/plain,application/gzip';

interface Sending {
  file: File;
  sent: number;
}

/** Takes a file by drop or choice, sends it, and goes on to its inspection. */
export function FileDrop({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sending, setSending] = useState<Sending | undefined>();
  const [problem, setProblem] = useState<string | undefined>();
  const abort = useRef<AbortController>(undefined);
  const send = async (file: File) => {
    setProblem(undefined);
    if (file.size === 0) return setProblem(t('imports.emptyFile'));
    const key = uploadKey(file.name, new Date());
    abort.current = new AbortController();
    setSending({ file, sent: 0 });
    try {
      const url = fileUrl(deskBucket, key);
      await upload(url, file, (sent) => setSending({ file, sent }), abort.current.signal);
      await navigate(places.prepareImport(domain, deskBucket, key));
    } catch (error) {
      setSending(undefined);
      if (!(error instanceof ApiError && error.name === 'Cancelled')) setProblem(problemText(error, t));
    }
  };
  if (sending) return <Upload sending={sending} onCancel={() => abort.current?.abort()} />;
  return (
    <>
      {problem && (
        <Alert type="error" dismissible onDismiss={() => setProblem(undefined)}>
          <SafeText text={problem} />
        </Alert>
      )}
      <DropZone onFile={(file) => void send(file)} onMany={() => setProblem(t('imports.oneFile'))} />
    </>
  );
}

function Upload({ sending: { file, sent }, onCancel }: { sending: Sending; onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="n-drop n-drop-busy">
      <ProgressBar
        value={percent(sent, file.size)}
        label={<SafeText text={file.name} limit={80} />}
        description={t('imports.sending')}
        additionalInfo={t('imports.sent', { sent: showBytes(sent), total: showBytes(file.size) })}
      />
      <Button onClick={onCancel}>{t('action.cancel')}</Button>
    </div>
  );
}

function DropZone({ onFile, onMany }: { onFile: (file: File) => void; onMany: () => void }) {
  const { t } = useTranslation();
  const take = ([file, second]: File[]) => {
    if (second) onMany();
    else if (file) onFile(file);
  };
  const { over, handlers } = useDrop(take);
  return (
    <section className="n-drop" data-over={over} aria-label={t('imports.drop')} {...handlers}>
      <DropPicture />
      <div>
        <p className="n-drop-title">{t('imports.drop')}</p>
        <p className="n-quiet">{t('imports.kinds')}</p>
        <p className="n-quiet">
          {t('imports.noFile')} <SampleFile />
        </p>
      </div>
      <ChooseFiles variant="primary" accept={accepted} onFiles={take}>
        {t('imports.choose')}
      </ChooseFiles>
    </section>
  );
}

function DropPicture() {
  return (
    <svg className="n-drop-picture" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d="M12 4h17l9 9v31H12z" />
      <path d="M29 4v9h9M18 23h14M18 29h14M18 35h9" />
    </svg>
  );
}
