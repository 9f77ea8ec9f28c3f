import { Component } from 'react';
import type { ReactNode } from 'react';
import { ErrorState } from '../widgets/error-state.tsx';

interface Props {
  children: ReactNode;
}
interface State {
  failed: boolean;
}

/** Keeps a fault of one view from taking the window, and with it the disarm button, down. */
export class ViewBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState
        title="This view failed"
        error={{
          code: 'INTERNAL',
          message: 'A fault in the console itself. The engine and the other views are not touched by it.',
        }}
        action={{ label: 'Open it again', onClick: () => this.setState({ failed: false }) }}
      />
    );
  }
}
