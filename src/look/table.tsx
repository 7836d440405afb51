import type { ComponentChildren } from 'preact';

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Figures stand under each other. */
  numeric?: boolean | undefined;
  /** Names the row; one column has it (the first one, if none says so). */
  rowHeader?: boolean | undefined;
  /** Where the heading leads to sort by this column. */
  sortHref?: string | undefined;
  sorted?: 'ascending' | 'descending' | undefined;
  /** On a narrow page: beside the name, under it (with its label), or left out. Under it by default. */
  narrow?: 'beside' | 'under' | 'plain' | 'out' | undefined;
};

/** Rows with a tick box each, for acts on several at once. The boxes belong to the form with this id. */
export type ChooseRows<Row> = {
  form: string;
  name: string;
  value: (row: Row) => string;
  /** Said for the box: "Choose Amara Okafor". */
  label: (row: Row) => string;
};

export type DataTableProps<Row> = {
  caption: string;
  /** A heading above says the same: the caption is only heard. */
  hideCaption?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey?: ((row: Row) => string) | undefined;
  choose?: ChooseRows<Row> | undefined;
  /** Said in place of the table when there are no rows. */
  empty?: ComponentChildren;
};

/** A list that people work from. On a narrow page each row is a card: its name first, then the rest. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  // Safari and screen readers forget what a table is once its parts are laid out as cards, so the roles are said.
  return (
    <div class="table-room">
      <table class="data" role="table">
        <caption class={props.hideCaption ? 'unseen' : undefined}>{props.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {props.choose && (
              <th role="columnheader" scope="col" class="cell-choose">
                <span class="unseen">Choose</span>
              </th>
            )}
            {props.columns.map((column) => (
              <ColumnHeader column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((row) => (
            <TableRow row={row} columns={props.columns} choose={props.choose} rowKey={props.rowKey} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHeader<Row>({ column }: { column: Column<Row> }) {
  return (
    <th role="columnheader" scope="col" class={column.numeric ? 'num' : undefined} aria-sort={column.sorted}>
      {column.sortHref ? (
        <a class="sort" href={column.sortHref}>
          {column.label}
        </a>
      ) : (
        column.label
      )}
    </th>
  );
}

type TableRowProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'choose' | 'rowKey'> & { row: Row };

function TableRow<Row>({ row, columns, choose, rowKey }: TableRowProps<Row>) {
  const header = columns.find((column) => column.rowHeader) ?? columns[0];
  return (
    <tr role="row" id={rowKey && `row-${rowKey(row)}`}>
      {choose && (
        <td role="cell" class="cell-choose">
          <input
            type="checkbox"
            form={choose.form}
            name={choose.name}
            value={choose.value(row)}
            aria-label={choose.label(row)}
          />
        </td>
      )}
      {columns.map((column) => (
        <Cell column={column} row={row} header={column === header} />
      ))}
    </tr>
  );
}

function Cell<Row>({ column, row, header }: { column: Column<Row>; row: Row; header: boolean }) {
  const classes = [`cell-${header ? 'name' : (column.narrow ?? 'under')}`, column.numeric && 'num']
    .filter(Boolean)
    .join(' ');
  if (header) {
    return (
      <th role="rowheader" scope="row" class={classes}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td role="cell" class={classes}>
      <span class="cell-label" aria-hidden="true">
        {column.label}
      </span>
      {column.cell(row)}
    </td>
  );
}

/** The acts for chosen rows, with the number chosen. Stands above its table; `id` is the form that the boxes belong to. */
export function ChooseBar({
  id,
  action,
  children,
}: {
  id: string;
  action: string;
  children: ComponentChildren;
}) {
  return (
    <way-choose>
      <form class="choose-bar" id={id} method="post" action={action}>
        <output class="choose-count" data-none="None chosen">
          Choose rows below
        </output>
        <div class="actions">{children}</div>
      </form>
    </way-choose>
  );
}
