export { fileProblem } from './problems';
export { parseTable } from './table';
