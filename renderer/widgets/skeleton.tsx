import css from './skeleton.module.css';

export interface SkeletonProps {
  width: number | string;
  height?: number | undefined;
}

/** The shape of what is loading. It shows itself only after 150 ms, so quick answers do not flicker. */
export function Skeleton({ width, height = 10 }: SkeletonProps) {
  return <span aria-hidden className={css.bone} style={{ width, height }} />;
}
