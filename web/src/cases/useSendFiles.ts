import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { caseFileUrl, upload } from '../api/client.ts';
import { problemText } from '../app/Problem.tsx';
import { showBytes } from '../values/bytes.ts';
import { useCase } from './CaseContext.tsx';
import { useRefreshCases } from './useCases.ts';

interface Sending {
  id: number;
  file: File;
  sent: number;
}

/** Sends files to the case of the page, one after the other; what cannot be sent is told with its name. */
export function useSendFiles(bytesAtMost: number) {
  const { t } = useTranslation();
  const { domain, view } = useCase();
  const refresh = useRefreshCases();
  const next = useRef(0);
  const [sending, setSending] = useState<Sending[]>([]);
  const [problems, setProblems] = useState<string[]>([]);
  const trouble = (file: File, why: string) =>
    setProblems((now) => [...new Set([...now, t('caseFiles.problem', { name: file.name, why })])]);
  const fits = (file: File) => {
    if (file.size === 0) trouble(file, t('caseFiles.empty'));
    else if (file.size > bytesAtMost)
      trouble(file, t('caseFiles.tooLarge', { most: showBytes(bytesAtMost) }));
    return file.size > 0 && file.size <= bytesAtMost;
  };
  const sendOne = async ({ id, file }: Sending) => {
    const url = caseFileUrl(domain, view.CaseId, file.name);
    const progress = (sent: number) =>
      setSending((now) => now.map((one) => (one.id === id ? { ...one, sent } : one)));
    try {
      await upload(url, file, progress, new AbortController().signal);
      await refresh();
    } catch (error) {
      trouble(file, problemText(error, t));
    }
    setSending((now) => now.filter((one) => one.id !== id));
  };
  const send = async (files: File[]) => {
    const wanted = files.filter(fits).map((file) => ({ id: next.current++, file, sent: 0 }));
    setSending((now) => [...now, ...wanted]);
    for (const one of wanted) await sendOne(one);
  };
  const forget = (problem: string) => setProblems((now) => now.filter((one) => one !== problem));
  return { send: (files: File[]) => void send(files), sending, problems, forget };
}
