import type { TicketPreset } from './ticket-preset.ts';

/** Service requests of New York City (NYC Open Data `erm2-nwe9`), as downloaded or as its API gives them. */
export const nyc311: TicketPreset = {
  name: 'nyc311',
  meaning: '311 service requests of New York City',
  zone: 'America/New_York',
  times: 'us',
  datum: 'wgs84',
  columns: {
    id: 'Unique Key',
    title: 'Complaint Type',
    reportedAt: 'Created Date',
    dueAt: 'Due Date',
    closedAt: 'Closed Date',
    text: 'Descriptor',
    category: 'Complaint Type',
    channel: ['Open Data Channel Type', 'Channel Type'],
    unit: 'Agency',
    address: 'Incident Address',
    lon: 'Longitude',
    lat: 'Latitude',
  },
  labels: {
    // Some records with a closing date are "Pending" or "Email Sent": their times decide, their word is kept.
    status: 'Status',
    agencyName: 'Agency Name',
    locationType: 'Location Type',
    communityBoard: 'Community Board',
    borough: 'Borough',
  },
  statuses: {},
  knownAtClosing: { fields: [], labels: ['status'] },
  regions: {
    codeSystem: 'nyc',
    root: { code: 'nyc', name: 'New York City', level: 'city' },
    column: 'Borough',
    level: 'district',
    unnamed: ['Unspecified'],
  },
};
