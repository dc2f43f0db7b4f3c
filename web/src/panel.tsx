import { type ReactNode, useId } from 'react';

/** A titled part of the page; a landmark for screen readers. */
export function Panel(props: {
  readonly title: string;
  readonly name: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={`panel panel-${props.name}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </header>
      <div className="panel-body">{props.children}</div>
    </section>
  );
}

/** What stands where nothing is yet: says what will come. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}
