/** The answer to an entry of many that was not refused. Throws where it was. */
export function accepted<Answer extends object>(answer: Answer): Exclude<Answer, { ErrorCode: string }> {
  if ('ErrorCode' in answer) throw new Error(`An entry was refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<Answer, { ErrorCode: string }>;
}
