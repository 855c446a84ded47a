/** What `nayose help` prints. */
export const helpText = `Nayose: customer profiles that speak the Amazon Connect Customer Profiles API

  nayose serve                       start the server: web app, API and database in one process
  nayose demo                        the same, with a domain "demo": 2,000 made-up Japanese customers and a contact centre
  nayose import FILE --domain D      bring a file of customers into a running server
    --object-type T                  import as this object type; without it one is detected and named after the file
    --dry-run                        count what would happen and write nothing
    --encoding E                     utf-8, shift_jis, euc-jp, utf-16le, utf-16be; without it the file tells
    --delimiter D                    comma, tab or semicolon; without it the file tells
    --url URL                        address of the server; without it the one on the data directory
  nayose version
  nayose help

An import ends with 0 when every row came in, 2 when some were rejected, 1 when it failed.

Settings are environment variables, all optional:
  PORT                   8080               NAYOSE_DATA_DIR          ./data
  HOST                   127.0.0.1          NAYOSE_DEFAULT_COUNTRY   JP
  DATABASE_URL           a PostgreSQL of your own; without it one is started under the data directory
  NAYOSE_ADMIN_PASSWORD, NAYOSE_ACCESS_KEY_ID, NAYOSE_SECRET_ACCESS_KEY
                         without them the first start makes them and keeps them in <data directory>/credentials.json
  NAYOSE_S3_ENDPOINT     buckets of an S3 service, with the usual AWS_… credentials; without it buckets are folders
`;
