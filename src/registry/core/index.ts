export { fileProblem } from './problems';
export { parseTable, readTable } from './table';
