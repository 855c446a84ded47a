import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useRef } from 'react';

interface ChooseFilesProps extends Pick<ButtonProps, 'variant' | 'disabled' | 'children'> {
  /** Endings and types to choose from; absent: any. */
  accept?: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}

/** A button that lets files be chosen; the same file can be chosen again. */
export function ChooseFiles({ accept, multiple = false, onFiles, ...button }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} iconName="upload" onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
