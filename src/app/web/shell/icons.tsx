import type { ReactNode } from 'react'

const draw = (paths: ReactNode) => (
  <svg width="1.3em" height="1.3em" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
    {paths}
  </svg>
)

/** The shell's few line drawings, one weight. */
export const icons = {
  work: draw(<><path d="M3 5.5l1.3 1.3L6.5 4.5M3 12.5l1.3 1.3 2.2-2.3M10 6h7M10 13h7" /></>),
  organisations: draw(<><rect x="7" y="2.5" width="6" height="4" rx="0.8" /><rect x="2" y="13.5" width="5" height="4" rx="0.8" /><rect x="13" y="13.5" width="5" height="4" rx="0.8" /><path d="M10 6.5V10M4.5 13.5V10h11v3.5" /></>),
  people: draw(<><circle cx="7.5" cy="6.5" r="3" /><path d="M2 16.5c.4-3 2.6-4.7 5.500-4.7s5.100 1.700 5.500 4.700M13 3.900a3 3 0 0 1 0 5.200M15 12.300c1.700.700 2.700 2.200 3 4.200" /></>),
  imports: draw(<><path d="M12 17H4.200c-.700 0-1.200-.500-1.200-1.200V4.200C3 3.500 3.500 3 4.200 3h11.600c.700 0 1.200.500 1.200 1.200V10M3 7.500h14M8 7.500V17M15.500 18v-5.500M13 15l2.500-2.500L18 15" /></>),
  administration: draw(<><path d="M3 6h8M15 6h2M3 14h2M9 14h8" /><circle cx="13" cy="6" r="2" /><circle cx="7" cy="14" r="2" /></>),
  search: draw(<><circle cx="9" cy="9" r="5.500" /><path d="M13.200 13.200L17 17" /></>),
  notices: draw(<><path d="M4.500 14.500h11c-1-1.300-1.300-2.500-1.300-5.500 0-2.700-1.700-4.600-4.200-4.600S5.800 6.300 5.800 9c0 3-.300 4.200-1.300 5.500zM8.300 17c.400.500 1 .800 1.700.800s1.300-.300 1.700-.800M10 2.500v1.900" /></>),
  help: draw(<><circle cx="10" cy="10" r="7.500" /><path d="M7.900 7.900c.100-1.200 1-2 2.200-2 1.200 0 2.100.800 2.100 1.900 0 1.700-2.100 1.700-2.200 3.300" /><path d="M10 14h.010" strokeWidth="1.900" /></>),
  account: draw(<><circle cx="10" cy="6.800" r="3.300" /><path d="M3.800 17.200c.500-3.300 3-5 6.200-5s5.700 1.700 6.200 5" /></>),
  menu: draw(<path d="M3 5.500h14M3 10h14M3 14.500h14" />),
  down: draw(<path d="M6 8l4 4 4-4" />),
}

/** The mark: two circles about one centre (同心). */
export const mark = (
  <svg width="26" height="26" viewBox="0 0 32 32" fill="none" stroke="var(--red)" strokeWidth="2.2" aria-hidden>
    <circle cx="16" cy="16" r="13" /><circle cx="16" cy="16" r="5.500" />
  </svg>
)
