import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './Problem.tsx';

interface FormDialogProps {
  title: string;
  /** What the button that does it says. */
  submit: string;
  onSubmit: () => void;
  onClose: () => void;
  /** False greys the button and stops Enter. */
  ready?: boolean;
  pending?: boolean;
  error?: Error | null;
  size?: ModalProps.Size;
  /** Beside the buttons, at the start. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A window that asks something and does it: its frame, buttons, Enter, and the refusal when there is one. */
export function FormDialog({ ready = true, pending = false, size = 'medium', ...props }: FormDialogProps) {
  const { t } = useTranslation();
  const { title, submit, onSubmit, onClose, error, aside, children } = props;
  const form = useFirstField();
  const attempt = () => ready && !pending && onSubmit();
  return (
    <Modal
      visible
      size={size}
      header={title}
      onDismiss={onClose}
      footer={
        <div className="n-modal-foot">
          {aside && <div>{aside}</div>}
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button variant="primary" disabled={!ready} loading={pending} onClick={attempt}>
                {submit}
              </Button>
            </SpaceBetween>
          </Box>
        </div>
      }
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          attempt();
        }}
      >
        <div className="n-modal-body">
          {error && <Problem error={error} />}
          {children}
        </div>
        {/* Enter submits a form with several lines only when it has a submit button. */}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}

/** The window puts the focus on its closing button; whoever opens a form means to fill it in. */
function useFirstField() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (form.current?.contains(document.activeElement)) return;
      form.current
        ?.querySelector<HTMLElement>('input:not([hidden]), textarea, button[aria-haspopup="listbox"]')
        ?.focus();
    }, 30);
    return () => clearTimeout(timer);
  }, []);
  return form;
}
