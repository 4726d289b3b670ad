/** All that comes, in its order. */
export async function all<Each>(coming: AsyncIterable<Each>): Promise<Each[]> {
  const list: Each[] = [];
  for await (const each of coming) list.push(each);
  return list;
}
